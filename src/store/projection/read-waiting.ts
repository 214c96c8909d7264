import { type Db, run } from '../database.ts';
import { orderByNode } from '../distribution/order-by-node.ts';
import { arrayLiteral } from '../unnest.ts';

/** More are not looked at one by one. */
const most = 5_000;

/**
 * The repositories with rows in the inbox or, with `due` (ms), with rows to settle by then; without those of `except`, and at most 5,000.
 * Neighbours in the list lie on the same server. So halving the list separates servers that answer from those that do not.
 */
export async function readWaiting(db: Db, due: number | null, except: readonly number[]): Promise<readonly number[]> {
  const skipped = arrayLiteral(except);
  const rows = await (due === null
    ? run<{ repository_id: number }>(
        db,
        `select distinct i.repository_id from inbox i where i.repository_id <> all($1::int8[]) limit $2`,
        [skipped, most],
      )
    : run<{ repository_id: number }>(
        db,
        `select distinct q.repository_id from settle_queue q where q.repository_id <> all($1::int8[]) and q.due_at <= $3 limit $2`,
        [skipped, most, new Date(due).toISOString()],
      ));
  return orderByNode(
    db,
    rows.map(({ repository_id }) => repository_id),
  );
}
