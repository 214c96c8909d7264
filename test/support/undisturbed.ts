import { rm } from 'node:fs/promises';
import { readSettings } from '../../src/app/read-settings.ts';
import { workerSettings } from '../../src/app/worker-settings.ts';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { openStore } from '../../src/store/open-store.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import { deliverAll, type SignedDelivery, signDelivery } from './deliver.ts';
import { dumpRows } from './dump-rows.ts';
import { freshDataDir } from './fresh-data-dir.ts';
import { secret, startServerProcess } from './server-process.ts';

const day = 86_400_000;

/** Signed deliveries of a month that ended so long ago that no deadline passes while a test runs. */
export function pastMonth(count: number, seed = 'faults'): readonly SignedDelivery[] {
  const end = Math.floor((Date.now() - 3 * day) / 3_600_000) * 3_600_000;
  return [...generateMonth({ seed, end, deliveries: count, repositories: 8 }).deliveries].map(signDelivery);
}

export interface Database {
  /** null: embedded, in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** The environment of a server on this database. */
export function environmentOf(database: Database): Record<string, string> {
  return {
    CISLO_DATA_DIR: database.dataDir,
    LOG_LEVEL: 'warn',
    ...(database.databaseUrl === null ? {} : { DATABASE_URL: database.databaseUrl }),
  };
}

/** Settles what a stopped server left, and returns every row as text and what verification finds. */
export async function inspect(
  database: Database,
): Promise<{ readonly rows: string; readonly differences: readonly unknown[]; readonly deliveries: number }> {
  const config = readSettings({ WEBHOOK_SECRET: secret, CISLO_DATA_DIR: database.dataDir });
  const store = await openStore(database);
  const options = {
    store,
    ...workerSettings(config),
    clock: Date.now,
  };
  const worker = await startWorker({
    ...options,
    everyMs: 1_000_000,
    retentionDays: 400,
    log: { info: () => undefined, warn: () => undefined },
  });
  try {
    await worker.drain(120_000);
    await worker.build(120_000);
    const { differences } = await verifyStore({ ...options, drain: () => worker.drain(120_000) });
    return {
      rows: await dumpRows(store.db, 'without counters'),
      differences,
      deliveries: await store.read.countDeliveries(systemViewer, 0),
    };
  } finally {
    await worker.stop();
    await store.close();
  }
}

/** What the rows look like when nothing goes wrong: the measure for every fault. */
export async function undisturbedRows(deliveries: readonly SignedDelivery[]): Promise<string> {
  const database = { databaseUrl: null, dataDir: freshDataDir() };
  const server = await startServerProcess(environmentOf(database));
  await deliverAll(server.url, deliveries);
  await server.stop();
  const { rows } = await inspect(database);
  await rm(database.dataDir, { recursive: true, force: true });
  return rows;
}
