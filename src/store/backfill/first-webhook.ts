import { type Db, run } from '../database.ts';
import type { BackfillKey } from './backfill.ts';

/** When the first webhook of a repository that is still in the log was received, ms; null when there is none. */
export async function readFirstWebhook(db: Db, { repositoryId, host }: BackfillKey): Promise<number | null> {
  const [row] = await run<{ first: number | null }>(
    db,
    `select min(coalesce(sent_at, received_at)) as first from observation_log where repository_id = $1 and host = $2 and guid not like 'backfill:%'`,
    [repositoryId, host],
  );
  return row?.first ?? null;
}
