import { columnsAs } from '../columns-as.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';
import type { Backfill, BackfillKey } from './backfill.ts';

/** All but when it is tried again, which only the database compares. */
const columns = columnsAs({
  repository_id: 'repositoryId',
  host: 'host',
  full_name: 'fullName',
  installation_id: 'installationId',
  since: 'since',
  started_at: 'startedAt',
  webhooks_since: 'webhooksSince',
  stage: 'stage',
  place: 'place',
  facts: 'facts',
  new_facts: 'newFacts',
  missing: 'missing',
  finished_at: 'finishedAt',
  error: 'error',
} as const satisfies Record<Exclude<keyof Database['backfills'], 'try_at'>, keyof Backfill>);

/** The back-fill of a repository; null when there never was one. */
export async function readBackfill(db: Db, { repositoryId, host }: BackfillKey): Promise<Backfill | null> {
  const row = await db
    .selectFrom('backfills')
    .select(columns)
    .where('repository_id', '=', repositoryId)
    .where('host', '=', host)
    .executeTakeFirst();
  return row ?? null;
}

/** Those that wait in the background and may be tried at `now` (ms), the longest waiting first. Uses backfills_waiting. */
export function readWaitingBackfills(db: Db, now: number, limit: number): Promise<readonly Backfill[]> {
  return db
    .selectFrom('backfills')
    .select(columns)
    .where('try_at', '<=', instant(now))
    .orderBy('try_at')
    .orderBy('repository_id')
    .orderBy('host')
    .limit(limit)
    .execute();
}
