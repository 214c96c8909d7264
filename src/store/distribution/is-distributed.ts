import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** The answers, by the adapter, which a pool and its transactions share. */
const known = new WeakMap<object, boolean>();

/**
 * Whether Citus has spread the tables of this database. It is asked once for each pool, so a process that runs while they are spread has
 * to be started again. Some statements take another form then, because Citus would split or refuse the usual one.
 */
export async function isDistributed(db: Db): Promise<boolean> {
  const { adapter } = db.getExecutor();
  const before = known.get(adapter);
  if (before !== undefined) return before;
  const names = await readCitusTables(db);
  const answer = names?.includes('observation_log') ?? false;
  known.set(adapter, answer);
  return answer;
}

/** What `isDistributed` answered for this pool; false when it was never asked. */
export function isKnownDistributed(db: Db): boolean {
  return known.get(db.getExecutor().adapter) ?? false;
}

/** The tables that Citus knows: those that it has distributed by hash, and local ones; null when the database has no Citus. */
export async function readCitusTables(db: Db): Promise<readonly string[] | null> {
  const { rows: catalogs } = await sql<{ readonly found: boolean }>`
    select to_regclass('pg_dist_partition') is not null as found`.execute(db);
  if (!catalogs[0]?.found) return null;
  const { rows } = await sql<{ readonly name: string }>`
    select logicalrelid::text as name from pg_dist_partition where partmethod in ('h', 'n') order by 1`.execute(db);
  return rows.map(({ name }) => name);
}
