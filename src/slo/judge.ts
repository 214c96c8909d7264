import type { Judgement, Objective, SloEvent } from '../model/objective.ts';

/**
 * What an objective says of one event at `now` (ms). The caller has asked `objective.matches` before.
 *
 * An event is resolved when its `until` time is there and not after its deadline (`from` + `within`; an `until` before
 * `from` counts as no time at all). Resolved and good is good; otherwise the exclusion decides between excluded and bad.
 * Unresolved is pending until the deadline plus `graceMs` (≥ 0), so that a slow delivery is not called missing, but the
 * event's own time stays the deadline. Without a deadline an event counts when it resolves, and never before.
 */
export function judge(objective: Objective, event: SloEvent, now: number, graceMs: number): Judgement {
  const from = timeOf(event, objective.from);
  const until = timeOf(event, objective.until);
  const deadline = from === null || objective.withinMs === null ? null : from + objective.withinMs;

  if (until !== null && (deadline === null || until <= deadline)) {
    const at = from === null ? until : Math.max(from, until);
    if (objective.isGood(event)) return { verdict: 'good', at, dueAt: null };
    return notGood(objective, event, { at, resolved: true, deadline });
  }
  if (deadline === null) return { verdict: 'pending', at: null, dueAt: null };
  if (now < deadline + graceMs) return { verdict: 'pending', at: null, dueAt: deadline + graceMs };
  return notGood(objective, event, { at: deadline, resolved: false, deadline });
}

function notGood(
  objective: Objective,
  event: SloEvent,
  outcome: { readonly at: number; readonly resolved: boolean; readonly deadline: number | null },
): Judgement {
  const judged = { ...event, resolved: outcome.resolved, deadline_at: outcome.deadline };
  return { verdict: objective.isExcluded(judged) ? 'excluded' : 'bad', at: outcome.at, dueAt: null };
}

function timeOf(event: SloEvent, column: string): number | null {
  const value = event[column];
  return typeof value === 'number' ? value : null;
}
