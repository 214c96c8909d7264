/** The value below which a share `q` (0 to 1) of all lies; NaN for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** The middle one; NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The median of the ratios within each round: what slows one round slows both. */
export function medianRatio(values: readonly number[], to: readonly number[]): number {
  return median(values.map((value, round) => value / (to[round] ?? Number.NaN)));
}
