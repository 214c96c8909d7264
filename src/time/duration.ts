const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A length of time as text says it: a whole number above 0 and one unit. `ms` is null for units of the calendar (M, Q, Y). */
export interface Duration {
  readonly count: number;
  readonly unit: 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'Y';
  readonly ms: number | null;
}

/**
 * Reads "15s", "5m", "12h", "30d", "4w", "1M", "1Q" or "1Y"; `m` is minutes, `M` months. Null for anything else:
 * no zero, sign, leading zero, fraction, blank or second unit. The units are OpenSLO's duration-shorthand
 * (https://github.com/OpenSLO/OpenSLO#general-schema) and seconds.
 */
export function parseDuration(text: string): Duration | null {
  const match = /^([1-9]\d{0,8})([smhdwMQY])$/.exec(text);
  if (match === null) return null;
  const count = Number(match[1]);
  const unit = match[2] as Duration['unit'];
  return { count, unit, ms: unit in unitMs ? count * unitMs[unit as keyof typeof unitMs] : null };
}
