import { type SqlBool, sql } from 'kysely';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { laneCount } from '../lane.ts';
import { foldRequestPrefix } from '../projection/request-fold.ts';
import { type DerivedTable, isFactTable } from '../settlement/save-settled.ts';
import type { Freshness } from './view.ts';

/** Counting stops here, so that a read costs the same however much waits. */
const most = 10_000;

/**
 * How fresh the numbers are at `now` (our clock, ms). An acknowledged delivery is in the inbox until it is folded. Then the row that it
 * changed is due until it is settled. All requests to fold something again count as one delivery.
 */
export async function readFreshness(db: Db, now: number): Promise<Freshness> {
  const { oldest, deliveries, requests, due } = await readUnfinished(db, now, most);
  const waiting = deliveries + Math.min(1, requests) + due;
  const staleSince = await readStaleSince(db);
  if (staleSince === null) return { asOf: Math.min(now, oldest ?? now), behind: Math.min(most, waiting) };
  const missing = await countLog(db, staleSince, most);
  return { asOf: Math.min(now, staleSince, oldest ?? now), behind: Math.min(most, Math.max(1, waiting, missing)) };
}

/**
 * Since when (ms) the numbers that are shown lack deliveries, because a program that does not know their version makes new ones beside
 * them. Usually null.
 */
async function readStaleSince(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('generations')
    .select((generation) => generation.fn.min('stale_since').as('since'))
    .where('state', '=', 'current')
    .executeTakeFirstOrThrow();
  return row.since;
}

/** Deliveries of the log that were received at or after `since` (ms); counting stops at `limit`. */
async function countLog(db: Db, since: number, limit: number): Promise<number> {
  const row = await db
    .selectFrom(
      db.selectFrom('observation_log').select('guid').where('received_at', '>=', instant(since)).limit(limit).as('t'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How long the oldest unfinished work has waited at `now`, ms: a committed delivery not yet folded, or a row past its due time. */
export async function readLagMs(db: Db, now: number): Promise<number> {
  const { oldest } = await readUnfinished(db, now, 1);
  return Math.max(0, now - (oldest ?? now));
}

interface Unfinished {
  /** ms; null when there is nothing. */
  readonly oldest: number | null;
  readonly deliveries: number;
  readonly requests: number;
  readonly due: number;
}

/**
 * Reads the inbox before the rows that are due, because work moves from one to the other and none must be missed. The oldest row of each
 * lane comes from inbox_lane, so nothing is sorted; the indexes by due_at give the rest. Counts up to `limit` of each kind.
 */
async function readUnfinished(db: Db, now: number, limit: number): Promise<Unfinished> {
  const firstOfEachLane = sql<{ received_at: number }>`(
    select i.received_at from generate_series(0, ${laneCount - 1}::int4) as l(lane) cross join lateral (
      select t.received_at from inbox t where t.lane = l.lane order by t.received_at limit 1
    ) i)`;
  const inbox = await db
    .selectFrom(db.selectFrom('inbox').select('guid').limit(limit).as('t'))
    .select([
      sql<number | null>`(select min(o.received_at) from ${firstOfEachLane} as o)`.as('oldest'),
      sql<number>`count(*)`.as('count'),
      sql<number>`count(*) filter (where starts_with(t.guid, ${foldRequestPrefix}))`.as('requests'),
    ])
    .executeTakeFirstOrThrow();
  const { fold } = await readShown(db);
  const dueOf = (table: DerivedTable) =>
    db
      .selectFrom(
        db
          .selectFrom(table)
          .select('due_at')
          .where('due_at', '<=', instant(now))
          .where(isFactTable(table) ? sql<SqlBool>`true` : sql<SqlBool>`generation = ${fold ?? -1}`)
          .orderBy('due_at')
          .limit(limit)
          .as('t'),
      )
      .select([sql<number | null>`min(t.due_at)`.as('oldest'), sql<number>`count(*)`.as('count')]);
  const due = await dueOf('job_runs')
    .unionAll(dueOf('revisions'))
    .unionAll(dueOf('hook_deliveries'))
    .unionAll(dueOf('custom_events'))
    .execute();
  const times = [inbox, ...due].flatMap(({ oldest }) => oldest ?? []);
  return {
    oldest: times.length === 0 ? null : Math.min(...times),
    deliveries: inbox.count - inbox.requests,
    requests: inbox.requests,
    due: due.reduce((sum, { count }) => sum + count, 0),
  };
}
