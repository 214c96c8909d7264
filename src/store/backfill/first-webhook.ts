import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { BackfillKey } from './backfill.ts';

/** When the first webhook of a repository that is still in the log was received, ms; null when there is none. */
export async function readFirstWebhook(db: Db, { repositoryId, host }: BackfillKey): Promise<number | null> {
  const { first } = await db
    .selectFrom('observation_log')
    .select(sql<number | null>`min(coalesce(sent_at, received_at))`.as('first'))
    .where('repository_id', '=', repositoryId)
    .where('host', '=', host)
    .where('guid', 'not like', 'backfill:%')
    .executeTakeFirstOrThrow();
  return first;
}
