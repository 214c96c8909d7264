import { type Db, run } from '../database.ts';
import { distributedTables } from './tables.ts';

/** By what a pool has in common with its transactions. */
const known = new WeakMap<object, boolean>();

/**
 * Whether Citus has spread the tables of this database: asked once for each pool, so processes that run while they are
 * spread have to be started again. A few statements then take another form: what is one statement on one server would
 * be taken apart, or refused, by a server of many.
 */
export async function isDistributed(db: Db): Promise<boolean> {
  const { adapter } = db.getExecutor();
  const before = known.get(adapter);
  if (before !== undefined) return before;
  const names = await readDistributedTables(db);
  const answer = names?.includes(distributedTables[0]) ?? false;
  known.set(adapter, answer);
  return answer;
}

/** The tables that are distributed by hash; null when the database has no Citus. */
export async function readDistributedTables(db: Db): Promise<readonly string[] | null> {
  const [catalog] = await run<{ found: boolean }>(db, `select to_regclass('pg_dist_partition') is not null as found`);
  if (!catalog?.found) return null;
  const rows = await run<{ name: string }>(
    db,
    `select logicalrelid::text as name from pg_dist_partition where partmethod = 'h' order by 1`,
  );
  return rows.map(({ name }) => name);
}
