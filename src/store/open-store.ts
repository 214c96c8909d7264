import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { CisloError } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import { append } from './append.ts';
import { type DatabaseOptions, type Db, databaseOver, openPool } from './database.ts';
import { isDistributed } from './distribution/is-distributed.ts';
import { EmbeddedPool } from './embedded/embedded-pool.ts';
import { appendEvents } from './event/append-events.ts';
import { keepAside } from './keep-aside.ts';
import { migrate } from './migrate.ts';
import { readDoorOver } from './read/read-door-over.ts';
import { readOnlyPool } from './read-only-pool.ts';
import { requireCurrentSchema } from './require-current-schema.ts';
import type { Store } from './store.ts';

/** How to open the store. */
export interface OpenStoreOptions extends DatabaseOptions {
  /** Writes nothing, not even migrations. Default false. */
  readonly readOnly?: boolean;
  /** Makes the embedded database where there is none, and brings the schema up to date. Default: unless `readOnly`. */
  readonly migrates?: boolean;
  /** Those that the numbers are made with. Default: none. */
  readonly objectives?: readonly Objective[];
}

/** The store with the connection behind it, for the worker that folds and settles. */
export interface OpenStore extends Store {
  readonly db: Db;
  /** True for the embedded database, which nobody else vacuums. */
  readonly embedded: boolean;
  /** Another thread's way to the same embedded database (`databaseOverPort`); null for PostgreSQL, to which it connects by itself. */
  readonly share: () => MessagePort | null;
  /** Migrations applied while opening. */
  readonly migrated: readonly string[];
}

/**
 * Opens the database and brings its schema up to date.
 * With `readOnly` the schema stays as it is, and every statement that would write fails.
 * @throws CisloError database_unreachable, database_too_old, migration_failed or data_dir_locked; where it does not migrate,
 *   schema_not_current, also when there is no embedded database yet.
 */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const readOnly = options.readOnly ?? false;
  const migrates = options.migrates ?? !readOnly;
  if (!migrates) requireDatabase(options);
  const pool = await openPool(options);
  const db = databaseOver(readOnly ? readOnlyPool(pool) : pool);
  try {
    if (!migrates) await requireCurrentSchema(db);
    const migrated = migrates ? await migrate(db) : [];
    // Whether the database is distributed is asked here, so that the first delivery need not wait for it.
    await isDistributed(db);
    const share = (): MessagePort | null => (pool instanceof EmbeddedPool ? pool.share() : null);
    return { ...storeOver(db, options.objectives ?? []), db, embedded: options.databaseUrl === null, share, migrated };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function storeOver(db: Db, objectives: readonly Objective[]): Store {
  return {
    append: (entries) => append(db, entries),
    appendEvents: (events) => appendEvents(db, events),
    keepAside: (guid, event, body, error, receivedAt) => keepAside(db, { guid, event, body, error, receivedAt }),
    read: readDoorOver(db, objectives),
    ping: () => ping(db),
    close: () => db.destroy(),
  };
}

/** The embedded database would be made where there is none. */
function requireDatabase({ databaseUrl, dataDir }: DatabaseOptions): void {
  if (databaseUrl !== null || existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) return;
  throw new CisloError(
    'schema_not_current',
    `there is no database under CISLO_DATA_DIR (${dataDir}), and this command makes none; start the server once, or set DATABASE_URL or CISLO_DATA_DIR to those of the server`,
  );
}

async function ping(db: Db): Promise<void> {
  try {
    await db.selectFrom('state').select('key').limit(1).execute();
  } catch (error) {
    throw new CisloError(
      'database_unreachable',
      `the database does not answer: ${(error as Error).message}; check DATABASE_URL and that the server runs`,
      { cause: error },
    );
  }
}
