import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { arrayLiteral } from '../unnest.ts';
import { isDistributed } from './is-distributed.ts';

/** Repositories in the order of the servers that have them, and of the shards there; on one server in the order of their ids. */
export async function orderByNode(db: Db, repositoryIds: readonly number[]): Promise<readonly number[]> {
  if (!(await isDistributed(db))) return [...repositoryIds].sort((a, b) => a - b);
  const { rows } = await sql<{ readonly id: number }>`
    select s.id from (
      select u.id, get_shard_id_for_distribution_column('observation_log', u.id) as shard
      from unnest(${arrayLiteral(repositoryIds)}::int8[]) as u(id)
    ) s left join pg_dist_placement p on p.shardid = s.shard
    order by p.groupid, s.shard, s.id`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}
