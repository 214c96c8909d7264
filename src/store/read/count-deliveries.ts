import { type Db, run } from '../database.ts';

/** How many distinct deliveries received at or after `since` (ms) are in the log. */
export async function countDeliveries(db: Db, since: number): Promise<number> {
  const [row] = await run<{ count: number }>(
    db,
    `select count(*) as count from observation_log where received_at >= $1`,
    [new Date(since).toISOString()],
  );
  return row?.count ?? 0;
}
