import { type Db, run } from '../database.ts';
import type { BackfillItem, BackfillKey } from './backfill.ts';

/** The next things of a kind to be read, in a fixed order. Uses backfill_items_waiting. */
export function readItems(
  db: Db,
  key: BackfillKey,
  kind: BackfillItem['kind'],
  limit: number,
): Promise<readonly BackfillItem[]> {
  return run<BackfillItem>(
    db,
    `select kind, id, detail from backfill_items where repository_id = $1 and host = $2 and kind = $3 and not done order by id limit $4`,
    [key.repositoryId, key.host, kind, limit],
  );
}

/** How many things of a kind there are, and how many of them are read. */
export async function countItems(
  db: Db,
  key: BackfillKey,
  kind: BackfillItem['kind'],
): Promise<{ readonly done: number; readonly total: number }> {
  const [row] = await run<{ done: number; total: number }>(
    db,
    `select count(*) filter (where done) as done, count(*) as total from backfill_items where repository_id = $1 and host = $2 and kind = $3`,
    [key.repositoryId, key.host, kind],
  );
  return row ?? { done: 0, total: 0 };
}
