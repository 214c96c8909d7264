import { sql } from 'kysely';
import { CisloError } from '../../model/error.ts';
import type { Db } from '../database.ts';
import { distributedTables, queueTables } from './distributed-tables.ts';
import { readCitusTables } from './is-distributed.ts';

/** What was done to spread the tables. */
export interface Distribution {
  /** Spread now, in this order. */
  readonly distributed: readonly string[];
  /** Were spread before. */
  readonly already: readonly string[];
  /** Made known to Citus now, although one node keeps them whole. */
  readonly queues: readonly string[];
}

/**
 * Spreads the tables with their rows over the workers of Citus, one after the other, and makes the queues known to Citus. It leaves alone
 * what is done already, so the next call finishes an interrupted one. Running processes have to be started again.
 *
 * @throws CisloError citus_unavailable, or migration_failed when Citus refuses a table.
 */
export async function distribute(db: Db): Promise<Distribution> {
  const before = await readCitusTables(db);
  if (before === null) {
    throw new CisloError(
      'citus_unavailable',
      `the database has no Citus: pg_dist_partition is not there; start the server with shared_preload_libraries = 'citus', run "create extension citus" in this database and try again`,
    );
  }
  const missing = distributedTables.filter((table) => !before.includes(table));
  for (const table of missing) await distributeTable(db, table);
  const queues = queueTables.filter((table) => !before.includes(table));
  for (const table of queues) await makeKnown(db, table);
  return { distributed: missing, already: distributedTables.filter((table) => before.includes(table)), queues };
}

async function makeKnown(db: Db, table: string): Promise<void> {
  try {
    await sql`select citus_add_local_table_to_metadata(${table}::regclass)`.execute(db);
  } catch (error) {
    throw new CisloError(
      'migration_failed',
      `Citus does not take ${table} into its metadata: ${(error as Error).message}; the coordinator has to be in them itself: run "select citus_set_coordinator_host('NAME')" with its address, then repeat the command before a server runs`,
      { cause: error },
    );
  }
}

async function distributeTable(db: Db, table: string): Promise<void> {
  const [first] = distributedTables;
  try {
    const neighbour = table === first ? 'none' : first;
    await sql`select create_distributed_table(${table}::regclass, 'repository_id', colocate_with => ${neighbour})`.execute(
      db,
    );
  } catch (error) {
    throw new CisloError(
      'migration_failed',
      `distributing ${table} failed: ${(error as Error).message}; the tables before it stay distributed, so no server may run until the cause is repaired and the command was repeated`,
      { cause: error },
    );
  }
}
