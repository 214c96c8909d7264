import { type Db, run } from '../database.ts';

/** Is there anything to fold, or to settle at `now` (ms)? Asks the two queues and nothing else. */
export async function hasWork(db: Db, now: number): Promise<boolean> {
  const [row] = await run<{ work: boolean }>(
    db,
    `select exists (select from inbox) or exists (select from settle_queue where due_at <= $1) as work`,
    [new Date(now).toISOString()],
  );
  return row?.work ?? false;
}
