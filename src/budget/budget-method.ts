import type { Fraction } from '../model/fraction.ts';
import type { SliceLength } from './slice/slice-length.ts';

/** What a slice without any good or bad event is: nothing, or good, or bad (`cislo.dev/empty-slice`). */
export const emptySliceRules = ['left-out', 'good', 'bad'] as const;
export type EmptySliceRule = (typeof emptySliceRules)[number];

/**
 * How a budget is counted. `occurrences`: every event is a unit. `timeslices`: every slice of time is a unit, good when its own ratio
 * of good is at least `sliceTarget`. `ratio-timeslices`: every slice is a unit that is good to the part that its ratio says.
 * https://github.com/OpenSLO/OpenSLO#slo
 */
export type BudgetMethod = OccurrencesMethod | TimeslicesMethod | RatioTimeslicesMethod;

/** Events are the units. */
export interface OccurrencesMethod {
  readonly type: 'occurrences';
}

/** Whole slices are the units. */
export interface TimeslicesMethod {
  readonly type: 'timeslices';
  readonly slice: SliceLength;
  /** Ratio, 0 to 1, exact. */
  readonly sliceTarget: Fraction;
  readonly emptySlice: EmptySliceRule;
}

/** Parts of slices are the units. */
export interface RatioTimeslicesMethod {
  readonly type: 'ratio-timeslices';
  readonly slice: SliceLength;
  readonly emptySlice: EmptySliceRule;
}
