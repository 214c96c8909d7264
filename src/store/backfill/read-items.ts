import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { BackfillItem, BackfillKey } from './backfill.ts';

/** The next things of a kind to be read, in a fixed order. Uses backfill_items_waiting. */
export function readItems(
  db: Db,
  key: BackfillKey,
  kind: BackfillItem['kind'],
  limit: number,
): Promise<readonly BackfillItem[]> {
  return db
    .selectFrom('backfill_items')
    .select(['kind', 'id', 'detail'])
    .where('repository_id', '=', key.repositoryId)
    .where('host', '=', key.host)
    .where('kind', '=', kind)
    .where((item) => item.not('done'))
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many things of a kind there are, and how many of them are read. */
export function countItems(
  db: Db,
  key: BackfillKey,
  kind: BackfillItem['kind'],
): Promise<{ readonly done: number; readonly total: number }> {
  return db
    .selectFrom('backfill_items')
    .select([sql<number>`count(*) filter (where done)`.as('done'), sql<number>`count(*)`.as('total')])
    .where('repository_id', '=', key.repositoryId)
    .where('host', '=', key.host)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
}
