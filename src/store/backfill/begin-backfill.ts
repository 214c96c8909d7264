import { type Db, run } from '../database.ts';
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
  const { repositoryId, host, fullName, installationId, since, webhooksSince, background } = request;
  await run(tx, `delete from backfill_items where repository_id = $1 and host = $2`, [repositoryId, host]);
  await run(
    tx,
    `insert into backfills (repository_id, host, full_name, installation_id, since, started_at, webhooks_since, stage, try_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (repository_id, host) do update set full_name = excluded.full_name, installation_id = excluded.installation_id,
       since = excluded.since, started_at = excluded.started_at, webhooks_since = excluded.webhooks_since, stage = excluded.stage,
       place = null, facts = 0, new_facts = 0, missing = 0, finished_at = null, try_at = excluded.try_at, error = null`,
    [
      repositoryId,
      host,
      fullName,
      installationId,
      iso(since),
      iso(now),
      webhooksSince === null ? null : iso(webhooksSince),
      backfillStages[0],
      background ? iso(now) : null,
    ],
  );
}

async function wait(tx: Db, { repositoryId, host }: BackfillKey, now: number): Promise<void> {
  await run(tx, `update backfills set try_at = $3 where repository_id = $1 and host = $2 and finished_at is null`, [
    repositoryId,
    host,
    iso(now),
  ]);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
