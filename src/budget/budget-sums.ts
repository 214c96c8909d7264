import type { Counts } from '../model/objective.ts';
import { addRatios, type RatioSum } from './slice/ratio-sum.ts';

/**
 * What suffices of a stretch of time to answer for it, and adds up with that of other stretches (`addSums`): counts for occurrences,
 * judged slices for `timeslices`, a sum of ratios for `ratio-timeslices`. A stretch of slices holds whole slices. What an empty
 * slice counts for is decided on reading. The slice target is in the sums already: with another one the slices are needed again.
 */
export type BudgetSums = OccurrencesSums | TimeslicesSums | RatioTimeslicesSums;

/** Events of a stretch. */
export interface OccurrencesSums {
  readonly type: 'occurrences';
  readonly events: Counts;
}

interface SliceSums {
  readonly events: Counts;
  /** Slices without a ratio that no exclusion touches. */
  readonly empty: number;
  /** Slices without a ratio that an exclusion touches: they are never bad. */
  readonly emptySpared: number;
}

/** Good and bad slices of a stretch; those without a ratio are in neither. */
export interface TimeslicesSums extends SliceSums {
  readonly type: 'timeslices';
  readonly good: number;
  readonly bad: number;
}

/** Slices that have a ratio, and the sum of their ratios. */
export interface RatioTimeslicesSums extends SliceSums {
  readonly type: 'ratio-timeslices';
  readonly filled: number;
  readonly ratios: RatioSum;
}

/**
 * The sums of two stretches together. Neither may have a slice or an event of the other; the order does not matter.
 * @throws RangeError when they are of two methods
 */
export function addSums(left: BudgetSums, right: BudgetSums): BudgetSums {
  const events = addCounts(left.events, right.events);
  if (left.type === 'occurrences' && right.type === 'occurrences') return { type: left.type, events };
  if (left.type === 'timeslices' && right.type === 'timeslices') {
    return {
      ...addEmpty(left, right),
      type: left.type,
      good: left.good + right.good,
      bad: left.bad + right.bad,
      events,
    };
  }
  if (left.type === 'ratio-timeslices' && right.type === 'ratio-timeslices') {
    const ratios = addRatios(left.ratios, right.ratios);
    return { ...addEmpty(left, right), type: left.type, filled: left.filled + right.filled, ratios, events };
  }
  throw new RangeError(`sums of ${left.type} and of ${right.type} cannot be added; sum both by one method`);
}

/** Counts of two stretches together. */
export function addCounts(left: Counts, right: Counts): Counts {
  return { good: left.good + right.good, bad: left.bad + right.bad, excluded: left.excluded + right.excluded };
}

function addEmpty(left: SliceSums, right: SliceSums) {
  return { empty: left.empty + right.empty, emptySpared: left.emptySpared + right.emptySpared };
}
