import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { MeasuringProgress } from './measuring-progress.ts';
import { toProgress } from './read-measuring.ts';

/**
 * Takes the right to read for a generation until `until` (ms), unless another process has it. A generation that is not known yet begins
 * with nothing read, at `begin` (ms). Null: another process has it.
 */
export async function takeMeasuring(
  db: Db,
  generation: number,
  begin: number,
  now: number,
  until: number,
): Promise<MeasuringProgress | null> {
  await db
    .insertInto('measuring')
    .values({ generation, done_from: instant(begin), done_to: instant(begin), failures: 0, pending: 0 })
    .onConflict((conflict) => conflict.column('generation').doNothing())
    .execute();
  const row = await db
    .updateTable('measuring')
    .set({ leased_until: instant(until) })
    .where('generation', '=', generation)
    .where((free) => free.or([free('leased_until', 'is', null), free('leased_until', '<=', instant(now))]))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toProgress(row);
}
