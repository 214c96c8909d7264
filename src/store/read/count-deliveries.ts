import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** How many distinct deliveries received at or after `since` (ms) are in the log. */
export async function countDeliveries(db: Db, scope: SeenRepositories, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('observation_log as t')
    .select(sql<number>`count(*)`.as('count'))
    .where('t.received_at', '>=', instant(since))
    .where(inScope(scope, 't'))
    .executeTakeFirstOrThrow();
  return count;
}
