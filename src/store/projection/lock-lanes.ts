import { type Db, run } from '../database.ts';
import { laneCount } from '../lane.ts';
import { choiceConditions, type RepositoryChoice } from '../repository-choice.ts';
import { arrayLiteral } from '../unnest.ts';

/** The advisory lock class of lanes; any constant of our own. */
export const laneLockClass = 720_311;

/** When every lane of the inbox has so many rows, half of them make a batch; with so many in all, a quarter does. */
const muchInLane = 60;
const muchInAll = 4_000;
/** Settling looks for its lanes among this many lines of its queue, those that are due longest. */
const headRows = 400;

/**
 * Takes, without waiting, the locks of lanes with rows in the inbox, until the transaction ends. It begins with the lanes that have waited
 * longest, and takes only some of them when there is enough for other replicas too. Returns the lanes taken. It also makes the planner
 * prefer indexes in this transaction, because statistics may be missing (the embedded database has no autovacuum).
 */
export function lockFoldingLanes(db: Db, choice: RepositoryChoice): Promise<readonly number[]> {
  const own = choiceConditions(choice, 'i', 2);
  return tryLock(db, waitingLanes(own.conditions), foldedAtOnce(own.conditions), ...own.params);
}

/** The same for lanes in which something is due at `now` (ms). */
export async function lockSettlingLanes(db: Db, now: number, choice: RepositoryChoice): Promise<readonly number[]> {
  const lanes = await readDueLanes(db, now, choice);
  if (lanes.length === 0) return [];
  const rows = lanes.reduce((sum, lane) => sum + lane.rows, 0);
  const most = rows < headRows ? lanes.length : Math.ceil(lanes.length / 2);
  return tryLock(db, givenLanes, '$3', arrayLiteral(lanes.map(({ lane }) => lane)), most);
}

/** Lanes of the inbox, the longest waiting first. Uses inbox_lane. */
const waitingLanes = (choice: string): string => `
  select l.lane, w.rows, w.place from generate_series(0, ${laneCount - 1}) as l(lane) cross join lateral (
    select count(*) as rows, min(received_at) as place
    from (select i.received_at from inbox i where i.lane = l.lane ${choice} order by i.received_at limit ${muchInLane}) head
  ) w where w.rows > 0`;
const foldedAtOnce = (choice: string): string => `(
  select case when avg(rows) < ${muchInLane} then count(*)
    when (select count(*) from (select from inbox i where true ${choice} limit ${muchInAll}) much) < ${muchInAll} then ceil(count(*) / 2.0)
    else ceil(count(*) / 4.0) end::int8 from busy)`;

const givenLanes = `select l.lane, 1 as rows, l.place from unnest($2::int4[]) with ordinality as l(lane, place)`;

/** The lanes of the lines that are due longest, the longest due first. Uses settle_queue_due. */
async function readDueLanes(
  db: Db,
  now: number,
  choice: RepositoryChoice,
): Promise<readonly { readonly lane: number; readonly rows: number; readonly oldest: number }[]> {
  const own = choiceConditions(choice, 'q', 2);
  return run(
    db,
    `select lane, count(*) as rows, min(due_at) as oldest
     from (select q.lane, q.due_at from settle_queue q where q.due_at <= $1 ${own.conditions} order by q.due_at limit ${headRows}) due
     group by lane order by oldest, lane`,
    [new Date(now).toISOString(), ...own.params],
  );
}

/** Takes, without waiting, the locks of the lanes `l.lane` for which `condition` (a subquery; $2 is `param`) has a row; returns those taken. */
export function tryLockLanesOf(db: Db, condition: string, param: number): Promise<readonly number[]> {
  const lanes = `select l.lane, 1 as rows, l.lane as place from generate_series(0, ${laneCount - 1}) as l(lane) where exists (${condition})`;
  return tryLock(db, lanes, String(laneCount), param);
}

/** Takes the locks of all lanes, in their order, and waits for them. Nothing folds or settles until the transaction ends, so it should be short. */
export async function lockAllLanes(db: Db): Promise<void> {
  await run(db, `select pg_advisory_xact_lock($1, lane) from generate_series(0, ${laneCount - 1}) as l(lane)`, [
    laneLockClass,
  ]);
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
