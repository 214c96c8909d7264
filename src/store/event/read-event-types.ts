import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { inScope, type SeenRepositories } from '../read/seen-repositories.ts';

/** The types of events from elsewhere that told an outcome since `since` (ms), the busiest first, then by name; at most `limit`. */
export async function readEventTypes(
  db: Db,
  scope: SeenRepositories,
  since: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('custom_events as t')
    .select('t.type')
    .where('t.at', '>=', instant(since))
    .where('t.outcome', 'is not', null)
    .where(inScope(scope, 't'))
    .groupBy('t.type')
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .orderBy('t.type')
    .limit(limit)
    .execute();
  return rows.map(({ type }) => type);
}
