import type { HookAttempt, HookDelivery } from '../model/hook-delivery.ts';
import type { FetchOutcome } from './apply-outcome.ts';
import type { Setback } from './list-deliveries.ts';
import type { RecoveryOptions } from './recovery-options.ts';

export interface FetchResult {
  /** null: nothing was learnt, because GitHub's rate limit is used up, it refuses us altogether, or we are stopping. */
  readonly outcome: FetchOutcome | null;
  /** A reason for the other requests to stop as well; null when there is none. */
  readonly setback: Setback | null;
}

/** Asks GitHub for the payload of a delivery and stores it by the door's way. Every further try asks for another attempt's. */
export async function fetchPayload(
  options: RecoveryOptions,
  delivery: HookDelivery,
  signal: AbortSignal,
): Promise<FetchResult> {
  const { client, ingest } = options;
  const attempt = delivery.attempts[delivery.fetches % delivery.attempts.length] as HookAttempt;
  const answer = await client.read(attempt.id, signal);
  if (answer.type === 'limited') return { outcome: null, setback: answer };
  // GitHub refuses our App altogether. That says nothing about this delivery, so it counts as no try.
  if (answer.type === 'refused' && (answer.status === 401 || answer.status === 403))
    return { outcome: null, setback: answer };
  if (answer.type === 'refused') return { outcome: { type: 'refused', reason: 'gone' }, setback: null };
  if (answer.type === 'failed') {
    // We stopped the request ourselves, so it counts as no try.
    return { outcome: signal.aborted ? null : { type: 'failed', reason: answer.reason }, setback: null };
  }

  const setback: Setback | null = answer.restUntil === null ? null : { type: 'limited', until: answer.restUntil };
  const { payload, enterpriseHost } = answer.value;
  if (payload === null) return { outcome: { type: 'refused', reason: 'no_payload' }, setback };
  const stored = await ingest(delivery.id, delivery.event, payload, enterpriseHost);
  if (stored === 'unavailable') return { outcome: { type: 'failed', reason: 'store' }, setback };
  return { outcome: { type: 'ingested', stored }, setback };
}
