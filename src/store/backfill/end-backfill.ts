import { type Db, run } from '../database.ts';
import type { BackfillKey } from './backfill.ts';

/** Marks a back-fill as finished at `now` (ms) and forgets what was on its list. */
export function finishBackfill(db: Db, { repositoryId, host }: BackfillKey, now: number): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await run(tx, `delete from backfill_items where repository_id = $1 and host = $2`, [repositoryId, host]);
    await run(
      tx,
      `update backfills set stage = 'done', place = null, finished_at = $3, try_at = null, error = null where repository_id = $1 and host = $2`,
      [repositoryId, host, new Date(now).toISOString()],
    );
  });
}

/** Says why a back-fill stopped, and when the background may try again (ms; null: it is not its to try). */
export async function postponeBackfill(
  db: Db,
  { repositoryId, host }: BackfillKey,
  error: string,
  tryAt: number | null,
): Promise<void> {
  await run(
    db,
    `update backfills set error = $3, try_at = case when $4::timestamptz is null then try_at else $4::timestamptz end
     where repository_id = $1 and host = $2 and finished_at is null`,
    [repositoryId, host, error, tryAt === null ? null : new Date(tryAt).toISOString()],
  );
}
