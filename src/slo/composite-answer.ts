import { errorBudgetRatio } from '../budget/arithmetic.ts';
import type { BudgetAnswer } from '../budget/budget-answer.ts';
import type { BudgetMethod } from '../budget/budget-method.ts';
import { addCounts } from '../budget/budget-sums.ts';
import { compositeBurnRate, compositeMean, compositeRemaining, compositeSlices } from '../budget/composite.ts';
import { excludeBad } from '../budget/exclusion/exclude-bad.ts';
import type { Minute } from '../budget/minute.ts';
import { slicesBetween } from '../budget/slice/slices-between.ts';
import { type Slice, toSlices } from '../budget/slice/to-slices.ts';
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import { decimalFraction, divide, type Fraction, fraction, multiply, subtract } from '../model/fraction.ts';
import type { CompositeMemberData, Counts } from '../model/objective.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { budgetMethodOf } from './budget-method-of.ts';
import { maintenanceOf } from './maintenance-of.ts';

/** A member with how it stands. */
export interface AnsweredMember {
  readonly member: CompositeMemberData;
  readonly answer: BudgetAnswer<string>;
}

const zero = fraction(0);
const one = fraction(1);
const none: Counts = { good: 0, bad: 0, excluded: 0 };
const hourMs = 3_600_000;
/** The burn window whose pace says when the budget is gone. */
const paceWindow = '2h';

/**
 * How a composite by occurrences or by ratio time slices stands, from how its members stand over the same windows. It has no unit of its own,
 * so there is no budget in events. Its SLI is the one that its burn rate means at its target: 1 − burn rate × (1 − target). Experimental.
 *
 * @param target the lowest of its members', exact
 * @param windowMs the length of its window
 */
export function compositeAnswer(
  type: Exclude<BudgetMethod['type'], 'timeslices'>,
  answered: readonly AnsweredMember[],
  target: Fraction,
  windowMs: number,
): BudgetAnswer<string> {
  const [{ answer: first }] = answered as readonly [AnsweredMember];
  const budget = errorBudgetRatio(target);
  const burnOf = (name: string): Fraction | null => {
    const parts = answered.map(({ member, answer }) => {
      const { weight, lost } = termsOf(member);
      const burnRate = answer.burnRates[name] ?? null;
      return { weight, burnRate, sli: burnRate === null ? null : subtract(one, multiply(burnRate, lost)) };
    });
    if (type === 'occurrences') return compositeBurnRate(parts);
    const mean = compositeMean(parts);
    return mean === null ? null : divide(subtract(one, mean), budget);
  };
  const parts = answered.map(({ member, answer: { budgetRemainingRatio: remaining, sli } }) => ({
    weight: termsOf(member).weight,
    remaining,
    sli,
  }));
  const mean = type === 'occurrences' ? null : compositeMean(parts);
  const remaining =
    type === 'occurrences'
      ? compositeRemaining(parts)
      : mean === null
        ? null
        : subtract(one, divide(subtract(one, mean), budget));
  const pace = burnOf(paceWindow);
  return {
    window: first.window,
    events: answered.map(({ answer }) => answer.events).reduce(addCounts, none),
    slices: null,
    sli: remaining === null ? null : subtract(one, multiply(subtract(one, remaining), budget)),
    budget: null,
    budgetRemainingRatio: remaining,
    badEventsLeft: null,
    eventWeight: null,
    burnRates: Object.fromEntries(Object.keys(first.burnRates).map((name) => [name, burnOf(name)])),
    hoursToExhaustion: hoursLeft(remaining, pace, windowMs),
  };
}

/** At a burn rate of 1 the whole budget lasts for the whole window. */
function hoursLeft(remaining: Fraction | null, pace: Fraction | null, windowMs: number): Fraction | null {
  if (remaining === null) return null;
  if (remaining.numerator <= 0n) return zero;
  if (pace === null || pace.numerator === 0n) return null;
  return divide(multiply(remaining, fraction(windowMs, hourMs)), pace);
}

/**
 * The slices of a composite by time slices as minutes that stand at their starts: one good or one bad unit each, so that the rule for any
 * SLO by time slices with a slice target of 1 gives the composite's. [from, to) in ms.
 *
 * @param minutesOf what a member counted, by its name; of the same stretch
 */
export function compositeMinutes(
  members: readonly CompositeMemberData[],
  minutesOf: (name: string) => readonly Minute[],
  { from, to }: Bounds,
): readonly Minute[] {
  const own = members.flatMap(({ objective }) => {
    const method = budgetMethodOf(objective);
    /* v8 ignore next -- @preserve: all members have the method of the composite */
    if (method.type !== 'timeslices') return [];
    const excluded = maintenanceOf(objective, { from, to });
    const minutes = excludeBad(minutesOf(objective.name), excluded);
    const bounds = slicesBetween(method.slice, objective.window, from, to);
    const slices = toSlices({ type: 'minutes', minutes }, bounds, excluded);
    return [{ slices: slices.map((slice) => counted(slice, method.emptySlice)), sliceTarget: method.sliceTarget }];
  });
  return compositeSlices(own).flatMap(({ from: at, ratio }) => {
    if (ratio === null) return [];
    const isGood = ratio.numerator !== 0n;
    return [{ at, good: isGood ? 1 : 0, bad: isGood ? 0 : 1, excluded: 0 }];
  });
}

/** An empty slice as the file says it counts. */
function counted(slice: Slice, emptySlice: 'good' | 'bad' | 'left-out'): Slice {
  if (slice.ratio !== null || emptySlice === 'left-out') return slice;
  if (emptySlice === 'good') return { ...slice, ratio: one };
  return slice.spared ? slice : { ...slice, ratio: zero };
}

/** The weight of a member, and 1 − its target. */
export function termsOf({ weightDecimal, objective }: CompositeMemberData): {
  readonly weight: Fraction;
  readonly lost: Fraction;
} {
  const exact = (decimal: string): Fraction => decimalFraction(parseDecimal(decimal) as Decimal);
  return { weight: exact(weightDecimal), lost: errorBudgetRatio(exact(objective.targetDecimal)) };
}
