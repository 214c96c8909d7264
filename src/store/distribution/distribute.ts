import { CisloError } from '../../model/error.ts';
import { type Db, run } from '../database.ts';
import { readDistributedTables } from './is-distributed.ts';
import { distributedTables } from './tables.ts';

/** What was done to spread the tables. */
export interface Distribution {
  /** Spread now, in this order. */
  readonly distributed: readonly string[];
  /** Were spread before. */
  readonly already: readonly string[];
}

/**
 * Spreads the tables over the workers of Citus, table by table, each with what it holds; one that is spread already is left
 * alone, so an interrupted call is made good by the next. Processes that are running have to be started again.
 *
 * @throws CisloError citus_unavailable, or migration_failed when Citus refuses a table.
 */
export async function distribute(db: Db): Promise<Distribution> {
  const before = await readDistributedTables(db);
  if (before === null) {
    throw new CisloError(
      'citus_unavailable',
      `the database has no Citus: pg_dist_partition is not there; start the server with shared_preload_libraries = 'citus', run "create extension citus" in this database and try again`,
    );
  }
  const missing = distributedTables.filter((table) => !before.includes(table));
  for (const table of missing) await distributeTable(db, table);
  return { distributed: missing, already: distributedTables.filter((table) => before.includes(table)) };
}

async function distributeTable(db: Db, table: string): Promise<void> {
  const [first] = distributedTables;
  try {
    await run(db, `select create_distributed_table($1::regclass, 'repository_id', colocate_with => $2)`, [
      table,
      table === first ? 'none' : first,
    ]);
  } catch (error) {
    throw new CisloError(
      'migration_failed',
      `distributing ${table} failed: ${(error as Error).message}; the tables before it stay distributed, so no server may run until the cause is repaired and the command was repeated`,
      { cause: error },
    );
  }
}
