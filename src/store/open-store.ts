import type { MessagePort } from 'node:worker_threads';
import { CisloError } from '../model/error.ts';
import { append } from './append.ts';
import { type DatabaseOptions, type Db, databaseOver, openPool, run } from './database.ts';
import { isDistributed } from './distribution/is-distributed.ts';
import { EmbeddedPool } from './embedded/embedded-pool.ts';
import { keepAside } from './keep-aside.ts';
import { migrate } from './migrate.ts';
import { countDeliveries } from './read/count-deliveries.ts';
import { listRevisions } from './read/list-revisions.ts';
import { listRuns, listWorkflowRuns } from './read/list-runs.ts';
import {
  readLagMs,
  readOpenJobs,
  readOverdueJobs,
  readPending,
  readRevisionsWithoutStatus,
} from './read/read-gauges.ts';
import { readSloCounts } from './read/read-slo-counts.ts';
import { readTotals } from './read/read-totals.ts';
import type { Store } from './store.ts';

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
 * @throws CisloError database_unreachable, database_too_old, migration_failed or data_dir_locked.
 */
export async function openStore(options: DatabaseOptions): Promise<OpenStore> {
  const pool = await openPool(options);
  const db = databaseOver(pool);
  try {
    const migrated = await migrate(db);
    // Asked here, so that no delivery waits for the answer.
    await isDistributed(db);
    const share = (): MessagePort | null => (pool instanceof EmbeddedPool ? pool.share() : null);
    return { ...storeOver(db), db, embedded: options.databaseUrl === null, share, migrated };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function storeOver(db: Db): Store {
  return {
    append: (entries) => append(db, entries),
    keepAside: (guid, event, body, error, receivedAt) => keepAside(db, { guid, event, body, error, receivedAt }),
    listRuns: (filter) => listRuns(db, filter),
    listWorkflowRuns: (filter) => listWorkflowRuns(db, filter),
    listRevisions: (filter) => listRevisions(db, filter),
    readTotals: (options) => readTotals(db, options),
    readOpenJobs: () => readOpenJobs(db),
    readOverdueJobs: (before) => readOverdueJobs(db, before),
    readRevisionsWithoutStatus: (before) => readRevisionsWithoutStatus(db, before),
    readSloCounts: (windows) => readSloCounts(db, windows),
    readPending: () => readPending(db),
    readLagMs: (now) => readLagMs(db, now),
    countDeliveries: (since) => countDeliveries(db, since),
    ping: () => ping(db),
    close: () => db.destroy(),
  };
}

async function ping(db: Db): Promise<void> {
  try {
    await run(db, `select from state limit 1`);
  } catch (error) {
    throw new CisloError(
      'database_unreachable',
      `the database does not answer: ${(error as Error).message}; check DATABASE_URL and that the server runs`,
      { cause: error },
    );
  }
}
