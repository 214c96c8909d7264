import { type Db, run } from '../database.ts';
import { laneCount } from '../lane.ts';
import { arrayLiteral } from '../unnest.ts';

/** The advisory lock class of lanes; any constant of our own. */
export const laneLockClass = 720_311;

/** When every lane of the inbox has so many rows, half of them make a batch; with so many in all, a quarter does. */
const muchInLane = 60;
const muchInAll = 4_000;
/** Settling looks for its lanes among so many of the rows that are due longest: as many as it settles at a time. */
const headRows = 4_000;

/**
 * Takes, without waiting, the locks of lanes that have something to fold or to settle, until the transaction ends: all of
 * them, but some when there is enough for other replicas too; those first that have waited longest. Returns the lanes
 * taken. Also steers the planner of this transaction to indexes: its batches are joined to large tables by key, and
 * statistics may be missing (the embedded database has no autovacuum).
 */
export async function lockLanes(db: Db, wanted: 'folding' | 'settling', now: number): Promise<readonly number[]> {
  if (wanted === 'folding') return tryLock(db, waitingLanes, foldedAtOnce);
  const lanes = await readDueLanes(db, now);
  if (lanes.length === 0) return [];
  const rows = lanes.reduce((sum, lane) => sum + lane.rows, 0);
  const most = rows < headRows ? lanes.length : Math.ceil(lanes.length / 2);
  return tryLock(db, givenLanes, '$3', arrayLiteral(lanes.map(({ lane }) => lane)), most);
}

/** Lanes of the inbox, the longest waiting first. Uses inbox_lane. */
const waitingLanes = `
  select l.lane, w.rows, w.place from generate_series(0, ${laneCount - 1}) as l(lane) cross join lateral (
    select count(*) as rows, min(received_at) as place
    from (select received_at from inbox where inbox.lane = l.lane order by received_at limit ${muchInLane}) head
  ) w where w.rows > 0`;
const foldedAtOnce = `(
  select case when avg(rows) < ${muchInLane} then count(*)
    when (select count(*) from (select from inbox limit ${muchInAll}) much) < ${muchInAll} then ceil(count(*) / 2.0)
    else ceil(count(*) / 4.0) end::int8 from busy)`;

const givenLanes = `select l.lane, 1 as rows, l.place from unnest($2::int4[]) with ordinality as l(lane, place)`;

/** The lanes of the rows that are due longest, of each kind, the longest due first. Uses the indexes by due_at alone. */
async function readDueLanes(
  db: Db,
  now: number,
): Promise<readonly { readonly lane: number; readonly rows: number; readonly oldest: number }[]> {
  const head = (table: string): string =>
    `select lane, due_at from (select lane, due_at from ${table} where due_at <= $1 order by due_at limit ${headRows}) ${table}`;
  return run(
    db,
    `select lane, count(*) as rows, min(due_at) as oldest
     from (${head('job_runs')} union all ${head('revisions')} union all ${head('hook_deliveries')}) due
     group by lane order by oldest, lane`,
    [new Date(now).toISOString()],
  );
}

/**
 * Names no distributed table, so that the locks are always those of the server we are connected to. LIMIT ends the scan,
 * so no more locks are taken than lanes returned.
 */
async function tryLock(
  db: Db,
  lanes: string,
  most: string,
  ...params: readonly (string | number)[]
): Promise<readonly number[]> {
  const taken = await run<{ lane: number }>(
    db,
    `with settings as materialized (select set_config('enable_seqscan', 'off', true)),
     busy as materialized (select b.lane, b.rows from settings, (${lanes}) b order by b.place)
     select lane from busy where pg_try_advisory_xact_lock($1, lane) limit ${most}`,
    [laneLockClass, ...params],
  );
  return taken.map(({ lane }) => lane);
}
