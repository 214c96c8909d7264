import type { Fraction } from '../model/fraction.ts';
import type { TimeWindow } from '../time/time-window.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { answerBudget, recentHours } from './answer-budget.ts';
import type { BudgetAnswer } from './budget-answer.ts';
import type { BudgetMethod } from './budget-method.ts';
import { budgetRanges } from './budget-ranges.ts';
import type { BudgetSums } from './budget-sums.ts';
import { excludeBad } from './exclusion/exclude-bad.ts';
import type { Samples } from './minute.ts';
import { slicesBetween } from './slice/slices-between.ts';
import { toSlices } from './slice/to-slices.ts';
import { sumMinutes } from './sum-minutes.ts';
import { sumSlices } from './sum-slices.ts';

/** What a budget is asked about. */
export interface BudgetQuestion<Name extends string> {
  readonly method: BudgetMethod;
  /** In (0, 1), exact; the one of the phase where there are phases. */
  readonly target: Fraction;
  readonly window: TimeWindow;
  /** Burn windows by name, ms. */
  readonly burn: Readonly<Record<Name, number>>;
  /** Stretches whose bad events are excluded, on whole minutes. */
  readonly exclusions: readonly Bounds[];
  /** ms. */
  readonly now: number;
}

const hourMs = 3_600_000;

/**
 * How a budget stands at `now`, recomputed from samples; those outside the windows change nothing. The order and the repetition of samples
 * do not matter (see `latestSamples`). A store that keeps sums gets the same from `budgetRanges`, `sumSlices` or `sumMinutes`, `addSums`
 * and `answerBudget`.
 * @throws RangeError for ratios by occurrences: a ratio does not say how many events it is of
 */
export function computeBudget<Name extends string>(
  samples: Samples,
  { method, target, window, burn, exclusions, now }: BudgetQuestion<Name>,
): BudgetAnswer<Name> {
  const ranges = budgetRanges(method, window, burn, now);
  const { recent } = budgetRanges(method, window, { recent: recentHours * hourMs }, now).burn;
  const from = Math.min(...[ranges.slo, recent, ...Object.values<Bounds>(ranges.burn)].map((range) => range.from));
  const sum = summer(samples, method, window, { from, to: ranges.slo.to }, exclusions);
  const burnSums = Object.entries<Bounds>(ranges.burn).map(([name, range]) => [name, notEmpty(sum(range))]);
  const sums = { slo: sum(ranges.slo), burn: Object.fromEntries(burnSums), recent: notEmpty(sum(recent)) };
  return answerBudget(method, sums, target, ranges.slo);
}

/** Sums stretches that lie in `whole`. */
function summer(
  samples: Samples,
  method: BudgetMethod,
  window: TimeWindow,
  whole: Bounds,
  exclusions: readonly Bounds[],
): (range: Bounds) => BudgetSums {
  const own: Samples =
    samples.type === 'minutes' ? { type: 'minutes', minutes: excludeBad(samples.minutes, exclusions) } : samples;
  if (method.type !== 'occurrences') {
    const slices = toSlices(own, slicesBetween(method.slice, window, whole.from, whole.to), exclusions);
    return ({ from, to }) =>
      sumSlices(
        method,
        slices.filter((slice) => slice.from >= from && slice.to <= to),
      );
  }
  if (own.type === 'ratios') {
    throw new RangeError(
      'a raw ratio has no occurrences: it does not say how many events it is of; use Timeslices or RatioTimeslices',
    );
  }
  return ({ from, to }) => sumMinutes(own.minutes, from, to);
}

/** A stretch that is shorter than a slice has none. */
function notEmpty(sums: BudgetSums): BudgetSums | null {
  switch (sums.type) {
    case 'occurrences':
      return sums;
    case 'timeslices':
      return sums.good + sums.bad + sums.empty + sums.emptySpared === 0 ? null : sums;
    case 'ratio-timeslices':
      return sums.filled + sums.empty + sums.emptySpared === 0 ? null : sums;
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return sums satisfies never;
  }
}
