import { type AlertPolicy, isPage } from '../alert/alert-policy.ts';
import type { ObjectiveAlerts } from '../alert/policies-of.ts';
import type { BudgetAnswer } from '../budget/budget-answer.ts';
import { windowLabel } from '../budget/window-label.ts';
import { compareFractions, type Fraction, fraction, toNumber } from '../model/fraction.ts';
import type { Counts } from '../model/objective.ts';
import { showPercent, showRate } from '../model/show-number.ts';
import type { SloStatusWord } from './slo-status.ts';

/** What the status word is decided from. */
export interface StatusFacts {
  /** Over the SLO's own window and the windows of its alert policies. */
  readonly answer: Pick<BudgetAnswer<string>, 'budgetRemainingRatio' | 'burnRates'>;
  readonly alerts: Pick<ObjectiveAlerts, 'policies'>;
  /** Events by the name of a window. */
  readonly windows: Readonly<Record<string, Counts>>;
}

interface Finding {
  readonly status: SloStatusWord;
  readonly reason: string;
}

/** Below each share of the budget a word begins; the smallest share first. */
const budgetBorders = [
  { percent: 10, status: 'critical' },
  { percent: 25, status: 'warning' },
  { percent: 50, status: 'attention' },
] as const;

/**
 * The status word and the rule that gave it, as a sentence; the rules stand at `sloStatusWords`. Every border is compared exactly:
 * at a target of 75 % 31 good and 9 bad events leave just 10 % of the budget, which is not under 10 %.
 */
export function statusWord(facts: StatusFacts): Finding {
  const left = facts.answer.budgetRemainingRatio;
  if (left === null) return { status: 'no_data', reason: 'No event in the window was good or bad.' };
  if (left.numerator === 0n) return { status: 'exhausted', reason: 'The error budget is spent to the last event.' };
  if (left.numerator < 0n) {
    return { status: 'exhausted', reason: `The error budget is overspent by ${showPercent(-toNumber(left))}.` };
  }
  const budget = budgetFinding(left);
  const pace = paceFinding(facts);
  return pace !== null &&
    (pace.status === 'critical' || budget.status === 'healthy' || budget.status === 'attention') &&
    budget.status !== 'critical'
    ? pace
    : budget;
}

function budgetFinding(left: Fraction): Finding {
  const share = showPercent(toNumber(left));
  for (const { percent, status } of budgetBorders) {
    if (compareFractions(left, fraction(percent, 100)) >= 0) continue;
    // Tables show 9.97 % as 10 %. "10 % is left, under 10 %" would look wrong, so such a value gets more digits.
    const reason =
      share === `${percent} %`
        ? `A little less than ${share} of the error budget is left.`
        : `${share} of the error budget is left, under ${percent} %.`;
    return { status, reason };
  }
  return { status: 'healthy', reason: `${share} of the error budget is left.` };
}

/** The first policy that burns decides, those that page before the others. */
function paceFinding({ answer, alerts, windows }: StatusFacts): Finding | null {
  const inOrder = [...alerts.policies].sort((a, b) => Number(isPage(b.severity)) - Number(isPage(a.severity)));
  for (const policy of inOrder) {
    const burning = burnOf(policy, answer.burnRates, windows);
    if (burning === null) continue;
    return { status: isPage(policy.severity) ? 'critical' : 'warning', reason: burning };
  }
  return null;
}

/** How the budget burns by a policy, as a sentence; null when it does not. Policies about hours or slow burning say nothing of the pace. */
function burnOf(
  { condition }: AlertPolicy,
  rates: BudgetAnswer<string>['burnRates'],
  windows: StatusFacts['windows'],
): string | null {
  const { kind, op, threshold, minBad, lookbackMs, shortMs } = condition;
  if (kind !== 'burnrate' || (op !== 'gt' && op !== 'gte')) return null;
  const names = [lookbackMs, ...(shortMs === null ? [] : [shortMs])].map(windowLabel);
  const long = windowLabel(lookbackMs);
  if ((windows[long] as Counts).bad < minBad) return null;
  const parts = names.map((name) => ({ name, rate: rates[name] ?? null }));
  const isOver = (rate: Fraction | null): boolean => {
    const order = rate === null ? -1 : compareFractions(rate, threshold);
    return op === 'gt' ? order > 0 : order >= 0;
  };
  if (!parts.every(({ rate }) => isOver(rate))) return null;
  const [first, second] = parts.map(({ name, rate }) => ({ name, rate: shown(rate as Fraction) }));
  const over = `The budget burns ${first?.rate} times as fast as it may over ${first?.name}`;
  return second === undefined
    ? `${over}, which is over ${shown(threshold)}.`
    : `${over} and ${second.rate} times over ${second.name}, both over ${shown(threshold)}.`;
}

function shown(rate: Fraction): string {
  return showRate(toNumber(rate));
}
