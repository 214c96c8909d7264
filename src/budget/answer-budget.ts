import { type Fraction, fraction } from '../model/fraction.ts';
import type { Bounds } from '../time/window-bounds.ts';
import {
  badEventsLeft,
  budgetRemainingRatio,
  burnRate,
  eventWeight,
  hoursToExhaustion,
  sliRatio,
  type Tally,
} from './arithmetic.ts';
import type { BudgetAnswer, SlicesAnswer } from './budget-answer.ts';
import type { BudgetMethod } from './budget-method.ts';
import type { BudgetSums } from './budget-sums.ts';
import { errorBudget } from './error-budget.ts';
import { type SumsTally, tallySums } from './tally-sums.ts';

/** The sums of every stretch of `budgetRanges`. Null for a burn window in which no whole slice fits, and for one of 2 h of that sort. */
export interface RangeSums<Name extends string> {
  readonly slo: BudgetSums;
  readonly burn: Readonly<Record<Name, BudgetSums | null>>;
  /** Of the last 2 h. */
  readonly recent: BudgetSums | null;
}

/** The pace of these last hours says when the budget is gone. */
export const recentHours = 2;

/**
 * How a budget stands, from the sums of its stretches of time.
 * @param target in (0, 1), exact
 * @param window the stretch of the SLO's own window
 */
export function answerBudget<Name extends string>(
  method: BudgetMethod,
  sums: RangeSums<Name>,
  target: Fraction,
  window: Bounds,
): BudgetAnswer<Name> {
  const emptySlice = method.type === 'occurrences' ? 'left-out' : method.emptySlice;
  const tallyOf = (part: BudgetSums | null): Tally | null => (part === null ? null : tallySums(part, emptySlice).tally);
  const whole = tallySums(sums.slo, emptySlice);
  const { tally } = whole;
  const left = badEventsLeft(tally, target);
  const burnOf = (name: Name): Fraction | null => {
    const part = tallyOf(sums.burn[name]);
    return part === null ? null : burnRate(part, target);
  };
  const names = Object.keys(sums.burn) as Name[];
  return {
    window,
    events: sums.slo.events,
    slices: slicesAnswer(whole),
    sli: sliRatio(tally),
    budget: errorBudget(tally, target, method.type === 'occurrences' ? 'events' : 'slices'),
    budgetRemainingRatio: budgetRemainingRatio(tally, target),
    badEventsLeft: left,
    eventWeight: eventWeight(tally, target),
    burnRates: Object.fromEntries(names.map((name) => [name, burnOf(name)])) as Record<Name, Fraction | null>,
    hoursToExhaustion: hoursToExhaustion(left, tallyOf(sums.recent)?.bad ?? null, recentHours),
  };
}

function slicesAnswer({ tally, slices }: SumsTally): SlicesAnswer | null {
  if (slices === null) return null;
  const exact = (units: number | Fraction): Fraction => (typeof units === 'number' ? fraction(units) : units);
  return { ...slices, good: exact(tally.good), bad: exact(tally.bad) };
}
