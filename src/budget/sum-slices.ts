import { compareFractions, type Fraction } from '../model/fraction.ts';
import type { Counts } from '../model/objective.ts';
import type { RatioTimeslicesMethod, TimeslicesMethod } from './budget-method.ts';
import { addCounts, type RatioTimeslicesSums, type TimeslicesSums } from './budget-sums.ts';
import { addRatios } from './slice/ratio-sum.ts';
import type { Slice } from './slice/to-slices.ts';

/** The sums of some slices. A slice is good when its ratio is at least the slice target, compared without rounding. */
export function sumSlices(
  method: TimeslicesMethod | RatioTimeslicesMethod,
  slices: readonly Slice[],
): TimeslicesSums | RatioTimeslicesSums {
  const none: Counts = { good: 0, bad: 0, excluded: 0 };
  const ratios = slices.map(({ ratio }) => ratio).filter((ratio): ratio is Fraction => ratio !== null);
  const sums = {
    events: slices.reduce((sum, { events }) => addCounts(sum, events), none),
    empty: slices.filter(({ ratio, spared }) => ratio === null && !spared).length,
    emptySpared: slices.filter(({ ratio, spared }) => ratio === null && spared).length,
  };
  if (method.type === 'ratio-timeslices') {
    return { ...sums, type: method.type, filled: ratios.length, ratios: addRatios(ratios) };
  }
  const good = ratios.filter((ratio) => compareFractions(ratio, method.sliceTarget) >= 0).length;
  return { ...sums, type: method.type, good, bad: ratios.length - good };
}
