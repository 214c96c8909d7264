import { type Db, run } from '../database.ts';
import { laneCount } from '../lane.ts';

/** The advisory lock class of lanes; any constant of our own. */
export const laneLockClass = 720_311;

/**
 * Takes, without waiting, the locks of those lanes that have something to fold or to settle, until the transaction
 * ends. Returns the lanes taken. Also steers the planner of this transaction to indexes: its batches are joined to
 * large tables by key, and statistics may be missing (the embedded database has no autovacuum).
 */
export async function lockLanes(db: Db, wanted: 'folding' | 'settling', now: number): Promise<readonly number[]> {
  const work =
    wanted === 'folding'
      ? `exists (select from inbox where inbox.lane = l.lane)`
      : `(exists (select from job_runs where job_runs.due_at <= $2 and job_runs.lane = l.lane) or exists (select from revisions where revisions.due_at <= $2 and revisions.lane = l.lane)
           or exists (select from hook_deliveries where hook_deliveries.due_at <= $2 and hook_deliveries.lane = l.lane))`;
  const rows = await run<{ lane: number | null }>(
    db,
    `with settings as materialized (select set_config('enable_seqscan', 'off', true)),
     busy as materialized (select l.lane from generate_series(0, ${laneCount - 1}) as l(lane), settings where $2::timestamptz is not null and ${work})
     select lane from busy where pg_try_advisory_xact_lock($1, lane) order by lane`,
    [laneLockClass, new Date(now).toISOString()],
  );
  return rows.map((row) => row.lane as number);
}
