import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../app/read-settings.ts';
import { workerSettings } from '../app/worker-settings.ts';
import type { Config } from '../config/config.ts';
import { systemViewer } from '../model/viewer.ts';
import { readCurrentDeploymentHash } from '../store/generation/deployments.ts';
import { isServerAlive } from '../store/generation/processes.ts';
import { readGenerations } from '../store/generation/read-generations.ts';
import { type OpenStore, type OpenStoreOptions, openStore } from '../store/open-store.ts';
import { startWorker } from '../worker/start-worker.ts';

/** A database for one command. */
export interface Workplace {
  readonly config: Config;
  readonly store: OpenStore;
}

// So long that the worker never starts by itself: a command folds and settles only when it asks for that.
const everyMs = 2_000_000_000;
const lookEveryMs = 200;

/** Opens the database of the settings for a command that only reads, and closes it after: no migration, no worker, no write. */
export function withReadOnlyStore<T>(use: (workplace: Workplace) => Promise<T>): Promise<T> {
  return withStore({ readOnly: true }, use);
}

/** Opens a database that is there and has the current schema, for a command that only asks the server for something, and closes it after. */
export function withExistingStore<T>(use: (workplace: Workplace) => Promise<T>): Promise<T> {
  return withStore({ migrates: false }, use);
}

/** Opens the database of the settings for a command that writes to the log, and closes it after. It makes the database where there is none. */
export function withWritableStore<T>(use: (workplace: Workplace) => Promise<T>): Promise<T> {
  return withStore({}, use);
}

async function withStore<T>(
  how: Pick<OpenStoreOptions, 'readOnly' | 'migrates'>,
  use: (workplace: Workplace) => Promise<T>,
): Promise<T> {
  const config = readSettings(process.env);
  const { databaseUrl, dataDir, objectives } = config;
  const store = await openStore({ databaseUrl, dataDir, objectives, ...how });
  try {
    return await use({ config, store });
  } finally {
    await store.close();
  }
}

/** Waits until the running server has folded and settled everything, at most `patienceMs`. Returns at once when no server runs. */
export async function waitForServer({ store }: Workplace, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until && (await isServerAlive(store.db, Date.now()))) {
    const { behind } = await store.read.readFreshness(systemViewer, Date.now());
    if (behind === 0) return;
    await sleep(lookEveryMs);
  }
}

/**
 * Makes sure that everything received is folded and settled, and that every generation that is being built is complete. When a server runs,
 * this waits for it; otherwise it does the work here, with the deployed settings. When no settings were ever deployed it does nothing: the
 * first server does that work.
 *
 * @param onBuilding called now and then while generations are being built, with how much is done, 0 to 1
 */
export async function finishWork(
  place: Workplace,
  patienceMs: number,
  onBuilding: (doneRatio: number) => void = () => undefined,
): Promise<void> {
  const { store, config } = place;
  if ((await readCurrentDeploymentHash(store.db)) === null) return;
  const until = Date.now() + patienceMs;
  const isServed = await isServerAlive(store.db, Date.now());
  const { versions, retentionDays } = workerSettings(config);
  const log = { info: () => {}, warn: () => {} };
  const options = { store, versions, offers: null, everyMs, retentionDays, clock: Date.now, log };
  const worker = isServed ? null : await startWorker(options);
  try {
    await (worker === null ? waitForServer(place, patienceMs) : worker.drain(patienceMs));
    while (Date.now() < until) {
      const building = (await readGenerations(store.db)).filter(({ state }) => state === 'building');
      if (building.length === 0) return;
      onBuilding(Math.min(...building.map(({ doneRatio }) => doneRatio)));
      if (worker === null) await sleep(lookEveryMs);
      else await worker.build(lookEveryMs);
    }
  } finally {
    await worker?.stop();
  }
}
