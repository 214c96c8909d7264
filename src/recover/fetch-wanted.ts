import type { HookDelivery } from '../model/hook-delivery.ts';
import type { Db } from '../store/database.ts';
import { findHeld } from '../store/recovery/find-held.ts';
import { readDeliveries } from '../store/recovery/read-deliveries.ts';
import { readWanted } from '../store/recovery/read-wanted.ts';
import { saveDeliveries } from '../store/recovery/save-deliveries.ts';
import { waitForLanes } from '../store/recovery/wait-for-lanes.ts';
import { applyOutcome, type FetchOutcome } from './apply-outcome.ts';
import { fetchPayload } from './fetch-payload.ts';
import type { Setback } from './list-deliveries.ts';
import { recoveryHorizon } from './recovery-horizon.ts';
import type { RecoveryOptions } from './recovery-options.ts';

export interface FetchCounts {
  readonly recovered: number;
  readonly lost: number;
  /** Tried without success, and to be tried again. */
  readonly postponed: number;
}

export interface FetchWantedResult extends FetchCounts {
  readonly setback: Setback | null;
  /** More is due now than one pass may fetch. */
  readonly more: boolean;
}

/** Requests at the same time. */
const concurrency = 4;
/** After this time the list is read again, so that a long recovery does not delay the discovery of new failures. */
const mostPerPass = 400;

/**
 * Fetches the payloads that are due, the oldest first. A delivery whose fetch fails is tried again later, and delays no other; when every
 * request of a round fails, GitHub (or our database) is away and the rest is left to the next pass.
 *
 * @param mayGoOn asked before each further round.
 */
export async function fetchWanted(
  options: RecoveryOptions,
  signal: AbortSignal,
  mayGoOn: () => Promise<boolean>,
): Promise<FetchWantedResult> {
  const { client, store, clock } = options;
  const counts = { recovered: 0, lost: 0, postponed: 0 };
  for (let fetched = 0; ; ) {
    const wanted = await readWanted(store.db, client.host, clock(), concurrency);
    if (wanted.length === 0 || signal.aborted) return { ...counts, setback: null, more: false };
    if (fetched >= mostPerPass) return { ...counts, setback: null, more: true };
    // A redelivery, another replica or a process that died meanwhile may have stored it.
    const held = await findHeld(store.db, wanted);
    const results = await Promise.all(
      wanted.map(async (delivery) =>
        held.has(delivery.id)
          ? { delivery, outcome: { type: 'ingested', stored: 'duplicate' } as const, setback: null }
          : { delivery, ...(await fetchPayload(options, delivery, signal)) },
      ),
    );
    for (const delivery of await saveOutcomes(options, results)) {
      if (delivery.fetch === 'recovered') counts.recovered += 1;
      else if (delivery.fetch === 'lost') counts.lost += 1;
      else if (delivery.fetch === 'wanted') counts.postponed += 1;
    }
    fetched += wanted.length;
    const setback = results.find((result) => result.setback !== null)?.setback ?? null;
    if (setback !== null) return { ...counts, setback, more: false };
    const failures = results.flatMap(({ outcome }) => (outcome?.type === 'failed' ? [outcome] : []));
    if (failures.length === results.length || signal.aborted || !(await mayGoOn())) {
      return { ...counts, setback: null, more: false };
    }
  }
}

async function saveOutcomes(
  options: RecoveryOptions,
  results: readonly { readonly delivery: HookDelivery; readonly outcome: FetchOutcome | null }[],
): Promise<readonly HookDelivery[]> {
  const now = options.clock();
  const horizon = recoveryHorizon(options, now);
  const known = results.flatMap(({ delivery, outcome }) => (outcome === null ? [] : [{ delivery, outcome }]));
  if (known.length === 0) return [];
  const changed = await options.store.db.transaction().execute(async (tx: Db) => {
    const keys = known.map(({ delivery }) => delivery);
    await waitForLanes(tx, keys);
    const current = new Map((await readDeliveries(tx, keys)).map((delivery) => [delivery.id, delivery]));
    const after = known.flatMap(({ delivery, outcome }) => {
      const before = current.get(delivery.id);
      const next = before === undefined ? undefined : applyOutcome(before, outcome, now, horizon);
      return next === undefined || next === before ? [] : [next];
    });
    await saveDeliveries(tx, after, now);
    return after;
  });
  for (const { id, event, fetch, fetchError } of changed) {
    if (fetch === 'lost') {
      options.log.warn(
        { delivery: id, event, reason: fetchError },
        'A missed delivery is lost: GitHub does not have it any more',
      );
    }
  }
  return changed;
}
