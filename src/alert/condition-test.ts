import { errorBudgetRatio } from '../budget/arithmetic.ts';
import { compareFractions, divide, type Fraction, fraction, multiply, subtract } from '../model/fraction.ts';
import { windowBounds } from '../time/window-bounds.ts';
import type { AlertCondition, AlertOperator } from './alert-policy.ts';
import type { AlertedObjective } from './alerted-objective.ts';
import type { BurnCount, BurnCounts } from './burn-counts.ts';
import { compareShare } from './compare-share.ts';

/** What a condition says of one minute. `no_data`: there was no good or bad event in its long window. */
export type ConditionAnswer = 'true' | 'false' | 'no_data';

/** Says whether a condition is true at a full minute (ms), over the events that settled before it. */
export type ConditionTest = (counts: BurnCounts, minute: number) => ConditionAnswer;

const hourMs = 3_600_000;

/**
 * Makes a function of a condition. It compares exactly: at a threshold of 14.4 a burn rate of just 14.4 is not above it. A short window
 * without events makes the condition false; a long one without events is `no_data`.
 */
export function conditionTest(condition: AlertCondition, objective: AlertedObjective): ConditionTest {
  const { lookbackMs, minBad } = condition;
  const holds = condition.kind === 'burnrate' ? burnTest(condition, objective) : exhaustionTest(condition, objective);
  const needsBad = condition.kind === 'exhaustion' || condition.op === 'gt' || condition.op === 'gte';
  return (counts, minute) => {
    const long = counts(minute - lookbackMs, minute);
    if (isEmpty(long)) return 'no_data';
    if (needsBad && long.badEvents < minBad) return 'false';
    return holds(long, counts, minute) ? 'true' : 'false';
  };
}

type Holds = (long: BurnCount, counts: BurnCounts, minute: number) => boolean;

/** bad ÷ total ÷ (1 − target) against the threshold is bad ÷ total against threshold × (1 − target). */
function burnTest({ op, threshold, shortMs }: AlertCondition, { target }: AlertedObjective): Holds {
  const compare = compareShare(multiply(threshold, errorBudgetRatio(target)));
  return (long, counts, minute) => {
    if (!holdsFor(op, compare(long.bad, long.total))) return false;
    if (shortMs === null) return true;
    const short = counts(minute - shortMs, minute);
    return !isEmpty(short) && holdsFor(op, compare(short.bad, short.total));
  };
}

function exhaustionTest({ op, threshold, lookbackMs }: AlertCondition, { target, window }: AlertedObjective): Holds {
  return (long, counts, minute) => {
    // The minute before `minute` is the last that the window has.
    const { from, to } = windowBounds(window, minute - 1);
    const whole = counts(from, to);
    if (isEmpty(whole)) return false;
    const hours = hoursLeft(whole, long, lookbackMs, target);
    // Nothing goes bad: the budget lasts for ever, which is longer than any number of hours.
    return holdsFor(op, hours === null ? 1 : compareFractions(hours, threshold));
  };
}

/** Bad events left ÷ bad events an hour; 0 when none is left, null when nothing goes bad. */
function hoursLeft({ total, bad }: BurnCount, recent: BurnCount, recentMs: number, target: Fraction): Fraction | null {
  const left = subtract(multiply(errorBudgetRatio(target), fraction(total)), fraction(bad));
  if (left.numerator <= 0n) return fraction(0);
  const pace = multiply(fraction(recent.bad), fraction(hourMs, recentMs));
  return pace.numerator === 0n ? null : divide(left, pace);
}

function isEmpty(count: BurnCount | null): count is null {
  return count === null || Number(count.total) === 0;
}

const holding = {
  gt: (comparison) => comparison > 0,
  gte: (comparison) => comparison >= 0,
  lt: (comparison) => comparison < 0,
  lte: (comparison) => comparison <= 0,
} as const satisfies Readonly<Record<AlertOperator, (comparison: number) => boolean>>;

function holdsFor(op: AlertOperator, comparison: number): boolean {
  return holding[op](comparison);
}
