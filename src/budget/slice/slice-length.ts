import type { Duration } from '../../time/duration.ts';

const daysOf = { d: 1, w: 7 } as const;

/** The length of a slice. */
export interface SliceLength {
  /** Elapsed time, ms, above 0. */
  readonly ms: number;
  /** Where the length was written in d or w: as many local days in a calendar window. Null for m and h. */
  readonly localDays: number | null;
}

/** The length of a slice as written; null for a length in seconds and for M, Q and Y, which are no slices. */
export function sliceLength({ count, unit, ms }: Duration): SliceLength | null {
  if (ms === null || unit === 's') return null;
  return { ms, localDays: unit === 'd' || unit === 'w' ? count * daysOf[unit] : null };
}
