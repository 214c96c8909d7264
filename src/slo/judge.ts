import { eventTimes } from '../event/event-times.ts';
import type { Judgement, SloEvent } from '../model/objective.ts';
import type { CompiledIndicator } from './compile-indicator.ts';

/**
 * What an objective says of one event at `now` (ms). The caller has asked `indicator.matches` before.
 *
 * An event is resolved when its `until` time is there and not after its deadline (`from` + `within`; an `until` before `from` counts as no
 * time at all). Resolved and good is good; otherwise the exclusion decides between excluded and bad. Unresolved is pending until the
 * deadline plus `graceMs` (≥ 0), so that a delivery that comes a little late still counts. The event's own time is the deadline all the
 * same. Without a deadline an event counts when it resolves, and never before.
 */
export function judge(indicator: CompiledIndicator, event: SloEvent, now: number, graceMs: number): Judgement {
  const { from, deadline, resolvedAt } = eventTimes(indicator, event);
  if (resolvedAt !== null) {
    const at = from === null ? resolvedAt : Math.max(from, resolvedAt);
    if (indicator.isGood(event)) return { verdict: 'good', at, dueAt: null };
    return notGood(indicator, event, { at, resolved: true, deadline });
  }
  if (deadline === null) return { verdict: 'pending', at: null, dueAt: null };
  if (now < deadline + graceMs) return { verdict: 'pending', at: null, dueAt: deadline + graceMs };
  return notGood(indicator, event, { at: deadline, resolved: false, deadline });
}

function notGood(
  indicator: CompiledIndicator,
  event: SloEvent,
  outcome: { readonly at: number; readonly resolved: boolean; readonly deadline: number | null },
): Judgement {
  const judged = { ...event, resolved: outcome.resolved, deadline_at: outcome.deadline };
  return { verdict: indicator.isExcluded(judged) ? 'excluded' : 'bad', at: outcome.at, dueAt: null };
}
