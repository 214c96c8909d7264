const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** A length (ms, whole seconds, ≥ 0) as Prometheus writes it, in the largest unit that divides it: 300,000 is `5m`. */
export function prometheusDuration(ms: number): string {
  const [unit, unitMs] = units.find(([, length]) => ms >= length && ms % length === 0) ?? (['s', 1_000] as const);
  return `${ms / unitMs}${unit}`;
}
