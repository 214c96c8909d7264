import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { keyTable } from '../key-table.ts';
import { tryLockLanesOf } from '../projection/lock-lanes.ts';
import type { Database } from '../schema.ts';
import { arrayLiteral } from '../unnest.ts';

/** A commit or a pull request that a fold generation under way has still to fold. */
export type FoldRequest = Pick<
  Database['fold_requests'],
  'repository_id' | 'host' | 'key' | 'head_sha' | 'pull_request'
>;

/**
 * Requests every commit and every pull request of the log for a new fold generation, and notes how many they are. The caller may
 * change the generations, so nothing is folded between this look at the log and the end of its transaction.
 */
export async function requestAll(tx: Db, generation: number): Promise<number> {
  await sql`
     insert into fold_requests (generation, repository_id, host, key, lane, head_sha, pull_request, newest_at)
     select ${generation}::int4, l.repository_id, l.host, coalesce(l.pull_request::text, l.head_sha), min(l.lane),
            case when l.pull_request is null then l.head_sha end, l.pull_request, max(l.received_at)
     from observation_log l
     where l.observation is not null and coalesce(l.pull_request::text, l.head_sha) is not null
     group by l.repository_id, l.host, l.pull_request, case when l.pull_request is null then l.head_sha end, coalesce(l.pull_request::text, l.head_sha)
     on conflict (generation, repository_id, key, host) do nothing`.execute(tx);
  const { total } = await tx
    .selectFrom('fold_requests')
    .select(sql<number>`count(*)`.as('total'))
    .where('generation', '=', generation)
    .executeTakeFirstOrThrow();
  await tx.updateTable('generations').set({ total }).where('id', '=', generation).execute();
  return total;
}

/** Takes, without waiting, the lanes in which this generation has requests; returns those taken. */
export function lockRequestedLanes(tx: Db, generation: number): Promise<readonly number[]> {
  return tryLockLanesOf(tx, `select from fold_requests q where q.generation = $2 and q.lane = l.lane`, generation);
}

/** The requests of these lanes that the newest deliveries are about. The caller holds the lanes' locks. Uses fold_requests_newest. */
export async function readRequests(
  tx: Db,
  generation: number,
  lanes: readonly number[],
  limit: number,
): Promise<readonly FoldRequest[]> {
  const { rows } = await sql<FoldRequest>`
     select q.repository_id, q.host, q.key, q.head_sha, q.pull_request
     from unnest(${arrayLiteral(lanes)}::int2[]) as l(lane) cross join lateral (
       select * from fold_requests t where t.generation = ${generation} and t.lane = l.lane
       order by t.newest_at desc limit ${Math.ceil(limit / lanes.length)}
     ) q`.execute(tx);
  return rows;
}

/** Removes requests that have been folded. */
export async function clearRequests(tx: Db, generation: number, requests: readonly FoldRequest[]): Promise<void> {
  const keys = keyTable(tx, 'fold_requests', ['repository_id', 'host', 'key'], requests);
  await tx
    .deleteFrom('fold_requests as q')
    .using(keys.u)
    .where('q.generation', '=', generation)
    .where(keys.matches('q'))
    .execute();
}

/** Whether this generation has anything left to fold. */
export async function hasRequests(db: Db, generation: number): Promise<boolean> {
  const row = await db
    .selectFrom('fold_requests')
    .select('key')
    .where('generation', '=', generation)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
