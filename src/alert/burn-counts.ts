/** What was counted in a window, in the unit of the SLO's budgeting method: events, slices, or sums of slice ratios. */
export interface BurnCount {
  /** Good and bad together, ≥ 0. */
  readonly total: number | bigint;
  /** ≥ 0, of the same type as `total`. */
  readonly bad: number | bigint;
  /** Bad events, whatever the unit is. */
  readonly badEvents: number;
}

/**
 * Counts the half-open window [from, to), ms, whole minutes. Every answer for one SLO is in the same unit: sums of slice ratios can be
 * given as whole numbers by one common factor. null: the window cannot be counted, as one that is shorter than a slice.
 */
export type BurnCounts = (from: number, to: number) => BurnCount | null;

/** Good and bad events of one minute. */
export interface AlertMinute {
  /** Start of the minute, ms. */
  readonly at: number;
  readonly good: number;
  readonly bad: number;
}

const minuteMs = 60_000;

/**
 * Counts windows of events in constant time, from sums that it makes once.
 *
 * @param minutes in any order, with gaps, several of one minute are added up; minutes outside of [from, to) are left out
 * @param from, to ms, whole minutes; a window that reaches over these ends is counted as far as they go
 */
export function countsOfMinutes(minutes: readonly AlertMinute[], from: number, to: number): BurnCounts {
  const length = Math.max(0, (to - from) / minuteMs);
  const total = new Float64Array(length + 1);
  const bad = new Float64Array(length + 1);
  for (const minute of minutes) {
    const index = Math.floor((minute.at - from) / minuteMs) + 1;
    if (index < 1 || index > length) continue;
    total[index] = at(total, index) + minute.good + minute.bad;
    bad[index] = at(bad, index) + minute.bad;
  }
  for (let index = 1; index <= length; index += 1) {
    total[index] = at(total, index) + at(total, index - 1);
    bad[index] = at(bad, index) + at(bad, index - 1);
  }
  const place = (ms: number): number => Math.min(length, Math.max(0, (ms - from) / minuteMs));
  return (start, end) => {
    const first = place(start);
    const last = place(end);
    const badEvents = at(bad, last) - at(bad, first);
    return { total: at(total, last) - at(total, first), bad: badEvents, badEvents };
  };
}

function at(sums: Float64Array, index: number): number {
  return sums[index] as number;
}
