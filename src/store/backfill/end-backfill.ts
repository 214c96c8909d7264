import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { BackfillKey } from './backfill.ts';

/** Marks a back-fill as finished at `now` (ms) and forgets what was on its list. */
export function finishBackfill(db: Db, { repositoryId, host }: BackfillKey, now: number): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('backfill_items').where('repository_id', '=', repositoryId).where('host', '=', host).execute();
    await tx
      .updateTable('backfills')
      .set({ stage: 'done', place: null, finished_at: instant(now), try_at: null, error: null })
      .where('repository_id', '=', repositoryId)
      .where('host', '=', host)
      .execute();
  });
}

/** Says why a back-fill stopped, and when the background may try again (ms; null leaves that time as it is). */
export async function postponeBackfill(
  db: Db,
  { repositoryId, host }: BackfillKey,
  error: string,
  tryAt: number | null,
): Promise<void> {
  await db
    .updateTable('backfills')
    .set({ error, ...(tryAt === null ? {} : { try_at: instant(tryAt) }) })
    .where('repository_id', '=', repositoryId)
    .where('host', '=', host)
    .where('finished_at', 'is', null)
    .execute();
}
