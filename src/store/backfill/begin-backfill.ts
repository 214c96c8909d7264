import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';
import { type Backfill, type BackfillKey, backfillStages } from './backfill.ts';
import { readBackfill } from './read-backfill.ts';

export interface BackfillRequest
  extends BackfillKey,
    Pick<Backfill, 'fullName' | 'installationId' | 'since' | 'webhooksSince'> {
  /** Forget how far an earlier one came. */
  readonly restart: boolean;
  /** Let the server do it in the background. */
  readonly background: boolean;
}

/**
 * The back-fill to go on with: one that was not finished and reaches as far back, else a new one from the beginning.
 * What an earlier one brought stays in the log, where the same fact counts once. `now` in ms.
 */
export function beginBackfill(db: Db, request: BackfillRequest, now: number): Promise<Backfill> {
  return db.transaction().execute(async (tx) => {
    const known = await readBackfill(tx, request);
    if (known === null || request.restart || known.stage === 'done' || known.since > request.since) {
      await start(tx, request, now);
    } else if (request.background) {
      await wait(tx, request, now);
    }
    return (await readBackfill(tx, request)) as Backfill;
  });
}

async function start(tx: Db, request: BackfillRequest, now: number): Promise<void> {
  const { repositoryId: repository_id, host, fullName, installationId, since, webhooksSince, background } = request;
  await tx.deleteFrom('backfill_items').where('repository_id', '=', repository_id).where('host', '=', host).execute();
  const beginning = {
    full_name: fullName,
    installation_id: installationId,
    since: instant(since),
    started_at: instant(now),
    webhooks_since: webhooksSince === null ? null : instant(webhooksSince),
    stage: backfillStages[0],
    place: null,
    facts: 0,
    new_facts: 0,
    missing: 0,
    finished_at: null,
    try_at: background ? instant(now) : null,
    error: null,
  } satisfies Record<Exclude<keyof Database['backfills'], 'repository_id' | 'host'>, unknown>;
  await tx
    .insertInto('backfills')
    .values({ repository_id, host, ...beginning })
    .onConflict((conflict) => conflict.columns(['repository_id', 'host']).doUpdateSet(beginning))
    .execute();
}

async function wait(tx: Db, { repositoryId, host }: BackfillKey, now: number): Promise<void> {
  await tx
    .updateTable('backfills')
    .set({ try_at: instant(now) })
    .where('repository_id', '=', repositoryId)
    .where('host', '=', host)
    .where('finished_at', 'is', null)
    .execute();
}
