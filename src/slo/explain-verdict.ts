import { eventTimes } from '../event/event-times.ts';
import { decide } from '../model/decide.ts';
import type { Decision } from '../model/decisions.ts';
import type {
  ConditionText,
  Judgement,
  Objective,
  ObjectiveConditions,
  SloEvent,
  Verdict,
} from '../model/objective.ts';
import { compileIndicator } from './compile-indicator.ts';
import { judge } from './judge.ts';

/** Why an objective says of an event what it says. Times in ms, UTC. */
export interface VerdictExplanation {
  readonly slo: string;
  readonly file: string;
  readonly verdict: Verdict;
  /** The event's own time; null while pending. */
  readonly at: number | null;
  /** The column its clock starts at, and the time there. */
  readonly from: { readonly column: string; readonly at: number | null };
  /** The column that resolves it, and the time there. */
  readonly until: { readonly column: string; readonly at: number | null };
  /** null: there is none. */
  readonly deadlineAt: number | null;
  /** What decided. */
  readonly decision: Decision;
  /** The conditions that were asked, in that order. */
  readonly because: readonly AskedCondition[];
}

/** A condition of an objective and whether it holds for the event. */
export interface AskedCondition extends ConditionText {
  readonly condition: 'where' | 'good' | 'bad' | 'exclude';
  readonly holds: boolean;
}

/** The judgement of `judge`, and how it came about; null when the objective does not count the event. */
export function explainVerdict(
  objective: Objective,
  event: SloEvent,
  now: number,
  graceMs: number,
): VerdictExplanation | null {
  const { indicator: counted, conditions } = objective;
  if (counted.eventType === 'measured' || conditions === null) return null;
  const indicator = compileIndicator(counted);
  if (!indicator.matches(event)) return null;
  const { from, until, deadline, resolvedAt } = eventTimes(indicator, event);
  const judgement = judge(indicator, event, now, graceMs);
  return {
    slo: objective.name,
    file: objective.file,
    verdict: judgement.verdict,
    at: judgement.at,
    from: { column: indicator.from, at: from },
    until: { column: indicator.until, at: until },
    deadlineAt: deadline,
    decision: decisionOf(judgement, resolvedAt, deadline),
    because: askedConditions(conditions, judgement, resolvedAt !== null),
  };
}

function decisionOf({ verdict }: Judgement, resolvedAt: number | null, deadline: number | null): Decision {
  if (verdict === 'pending') return deadline === null ? decide('no_deadline') : decide('not_yet', { deadline });
  if (resolvedAt !== null) return decide(`resolved_${verdict}`, { until: resolvedAt });
  return decide(verdict === 'bad' ? 'late_bad' : 'late_excluded', { deadline: deadline as number });
}

/** Follows from the judgement: what is good was asked of resolved events alone, and what is left out of all that are not good. */
function askedConditions(
  { where, outcome, exclude }: ObjectiveConditions,
  { verdict }: Judgement,
  isResolved: boolean,
): readonly AskedCondition[] {
  const { side, ...text } = outcome;
  const asked: AskedCondition[] = [{ condition: 'where', ...where, holds: true }];
  if (isResolved) asked.push({ condition: side, ...text, holds: (verdict === 'good') === (side === 'good') });
  if (verdict === 'bad' || verdict === 'excluded')
    asked.push({ condition: 'exclude', ...exclude, holds: verdict === 'excluded' });
  return asked;
}
