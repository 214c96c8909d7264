import { subtract } from '../model/fraction.ts';
import type { Tally } from './arithmetic.ts';
import type { EmptySliceRule } from './budget-method.ts';
import type { BudgetSums } from './budget-sums.ts';
import { totalRatio } from './slice/ratio-sum.ts';

/** The units of some sums, and how many slices there were. */
export interface SumsTally {
  readonly tally: Tally;
  /** Slices that count, and slices without a ratio (which count too where the rule says so); null for occurrences. */
  readonly slices: { readonly counted: number; readonly empty: number } | null;
}

/**
 * The units of a budget. For `ratio-timeslices` the good ones are the sum of the ratios, the bad ones what is missing from that to the
 * number of slices. An empty slice counts as `emptySlice` says, but one that an exclusion touches is never bad: it counts nothing then.
 */
export function tallySums(sums: BudgetSums, emptySlice: EmptySliceRule): SumsTally {
  if (sums.type === 'occurrences') return { tally: sums.events, slices: null };
  const { empty, emptySpared } = sums;
  const goodEmpty = emptySlice === 'good' ? empty + emptySpared : 0;
  const badEmpty = emptySlice === 'bad' ? empty : 0;
  const filled = sums.type === 'timeslices' ? sums.good + sums.bad : sums.filled;
  const slices = { counted: filled + goodEmpty + badEmpty, empty: empty + emptySpared };
  if (sums.type === 'timeslices') return { tally: { good: sums.good + goodEmpty, bad: sums.bad + badEmpty }, slices };
  const ratios = totalRatio(sums.ratios);
  const good = {
    numerator: ratios.numerator + BigInt(goodEmpty) * ratios.denominator,
    denominator: ratios.denominator,
  };
  const counted = { numerator: BigInt(slices.counted) * ratios.denominator, denominator: ratios.denominator };
  return { tally: { good, bad: subtract(counted, good) }, slices };
}
