import { readSettings } from '../app/read-settings.ts';
import { workerSettings } from '../app/worker-settings.ts';
import type { Config } from '../config/config.ts';
import { type SettleWorker, startWorker } from '../settle/start-worker.ts';
import { type OpenStore, openStore } from '../store/open-store.ts';

export interface Workplace {
  readonly config: Config;
  readonly store: OpenStore;
  readonly worker: SettleWorker;
}

// Never by itself: a command folds and settles only when it asks to.
const everyMs = 2_000_000_000;

/** Opens the database of the settings for one command, and closes it after. */
export async function withWorker<T>(use: (workplace: Workplace) => Promise<T>): Promise<T> {
  const config = readSettings(process.env);
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  try {
    const worker = await startWorker({
      store,
      ...workerSettings(config),
      everyMs,
      clock: Date.now,
      log: { info: () => {}, warn: () => {} },
    });
    try {
      return await use({ config, store, worker });
    } finally {
      await worker.stop();
    }
  } finally {
    await store.close();
  }
}
