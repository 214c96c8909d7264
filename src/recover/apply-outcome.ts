import { acceptedAt, type HookDelivery } from '../model/hook-delivery.ts';

/** What came of asking GitHub for a payload. */
export type FetchOutcome =
  /** It went through the door's way, with this result. */
  | { readonly type: 'ingested'; readonly stored: 'stored' | 'duplicate' | 'kept_aside' | 'ignored' }
  /** GitHub answered, and has it not: asked for a few times more. */
  | { readonly type: 'refused'; readonly reason: string }
  /** No useful answer, or no database: asked for until GitHub forgets it. */
  | { readonly type: 'failed'; readonly reason: string };

const minuteMs = 60_000;
/** Waits before the second and further tries after GitHub said that it has none. */
const refusalWaitsMs = [minuteMs, 10 * minuteMs, 60 * minuteMs] as const;
const firstFailureWaitMs = 30_000;
const longestFailureWaitMs = 60 * minuteMs;

/**
 * A delivery after an attempt to fetch it. Changes only what is still wanted: another replica may have been faster.
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

/** A duplicate that no attempt had brought was fetched by us before, and only the note of it was lost with the process. */
function endOf(
  delivery: HookDelivery,
  stored: 'stored' | 'duplicate' | 'kept_aside' | 'ignored',
): HookDelivery['fetch'] {
  if (stored === 'ignored') return 'ignored';
  return stored === 'duplicate' && acceptedAt(delivery) !== null ? 'held' : 'recovered';
}
