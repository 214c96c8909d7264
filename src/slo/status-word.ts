import type { BurnWindow } from './alert-pairs.ts';
import { defaultMinBad, usablePairs } from './alert-pairs.ts';
import type { Events } from './arithmetic.ts';
import { budgetRemainingRatio, burnRate } from './arithmetic.ts';
import type { SloStatusWord } from './slo-status.ts';

/** What the status word is decided from. */
export interface StatusFacts {
  readonly targetRatio: number;
  readonly sloWindowMs: number;
  /** Over the SLO's own window. */
  readonly events: Events;
  readonly burn: Readonly<Record<BurnWindow, Events>>;
}

interface Finding {
  readonly status: SloStatusWord;
  readonly reason: string;
}

/** The status word and the rule that gave it, as a sentence; the rules stand at `sloStatusWords`. */
export function statusWord(facts: StatusFacts): Finding {
  const left = budgetRemainingRatio(facts.events, facts.targetRatio);
  if (left === null) return { status: 'no_data', reason: 'No event in the window was good or bad.' };
  if (left <= 0)
    return {
      status: 'exhausted',
      reason:
        left === 0
          ? 'The error budget is spent to the last event.'
          : `The error budget is overspent by ${percent(-left)}.`,
    };
  const budget = budgetFinding(left);
  const pace = paceFinding(facts);
  return pace !== null &&
    (pace.status === 'critical' || budget.status === 'healthy' || budget.status === 'attention') &&
    budget.status !== 'critical'
    ? pace
    : budget;
}

function budgetFinding(left: number): Finding {
  const share = `${percent(left)} of the error budget is left`;
  if (left < 0.1) return { status: 'critical', reason: `${share}, under 10 %.` };
  if (left < 0.25) return { status: 'warning', reason: `${share}, under 25 %.` };
  if (left < 0.5) return { status: 'attention', reason: `${share}, under 50 %.` };
  return { status: 'healthy', reason: `${share}.` };
}

/** The pairs stand in order of urgency, so the first that burns decides. */
function paceFinding(facts: StatusFacts): Finding | null {
  for (const { long, short, threshold, severity } of usablePairs(facts.targetRatio, facts.sloWindowMs)) {
    const rates = [facts.burn[long], facts.burn[short]].map((events) => burnRate(events, facts.targetRatio) ?? 0);
    if (facts.burn[long].bad < defaultMinBad || rates.some((rate) => rate <= threshold)) continue;
    const [longRate = 0, shortRate = 0] = rates;
    return {
      status: severity === 'page' ? 'critical' : 'warning',
      reason: `The budget burns ${number(longRate)} times as fast as it may over ${long} and ${number(shortRate)} times over ${short}, both over ${number(threshold)}.`,
    };
  }
  return null;
}

function percent(ratio: number): string {
  return `${number(ratio * 100)} %`;
}

function number(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
