import { acceptedAt, type HookDelivery } from '../model/hook-delivery.ts';

/** What came of asking GitHub for a payload. */
export type FetchOutcome =
  /** The payload was stored as the door stores one, with this result. */
  | { readonly type: 'ingested'; readonly stored: 'stored' | 'duplicate' | 'kept_aside' | 'ignored' }
  /** GitHub answered that it does not have the payload. We ask a few times more. */
  | { readonly type: 'refused'; readonly reason: string }
  /** GitHub gave no useful answer, or the database did not take it. We ask until GitHub drops the delivery. */
  | { readonly type: 'failed'; readonly reason: string };

const minuteMs = 60_000;
/** Waits before the second and further tries after GitHub said that it has none. */
const refusalWaitsMs = [minuteMs, 10 * minuteMs, 60 * minuteMs] as const;
const firstFailureWaitMs = 30_000;
const longestFailureWaitMs = 60 * minuteMs;

/**
 * A delivery after an attempt to fetch it. A delivery that is not wanted any more stays as it is, because another replica may have stored
 * it meanwhile.
 * @param horizon deliveries older than this (ms) are not tried again: GitHub has forgotten them.
 */
export function applyOutcome(
  delivery: HookDelivery,
  outcome: FetchOutcome,
  now: number,
  horizon: number,
): HookDelivery {
  if (delivery.fetch !== 'wanted') return delivery;
  if (outcome.type === 'ingested') {
    return { ...delivery, fetch: endOf(delivery, outcome.stored), fetchAt: null, fetchError: null };
  }
  const fetches = delivery.fetches + 1;
  const refusals = delivery.refusals + (outcome.type === 'refused' ? 1 : 0);
  const waitMs =
    outcome.type === 'refused'
      ? refusalWaitsMs[refusals - 1]
      : Math.min(longestFailureWaitMs, firstFailureWaitMs * 2 ** Math.min(20, delivery.fetches));
  const newest = Math.max(...delivery.attempts.map(({ at }) => at));
  const lost = waitMs === undefined || newest < horizon;
  return {
    ...delivery,
    fetches,
    refusals,
    fetch: lost ? 'lost' : 'wanted',
    fetchAt: lost ? null : now + waitMs,
    fetchError: outcome.reason,
  };
}

/**
 * The log has the delivery although no attempt reached the door. So we fetched it earlier, and the process ended before it could note that.
 */
function endOf(
  delivery: HookDelivery,
  stored: 'stored' | 'duplicate' | 'kept_aside' | 'ignored',
): HookDelivery['fetch'] {
  if (stored === 'ignored') return 'ignored';
  return stored === 'duplicate' && acceptedAt(delivery) !== null ? 'held' : 'recovered';
}
