import { rm } from 'node:fs/promises';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { freshDataDir } from './fresh-data-dir.ts';

/** The embedded database in a folder of its own, for one suite. */
export interface EmbeddedStore {
  readonly store: OpenStore;
  readonly dataDir: string;
  readonly remove: () => Promise<void>;
}

export async function openEmbeddedStore(): Promise<EmbeddedStore> {
  const dataDir = freshDataDir();
  const store = await openStore({ databaseUrl: null, dataDir });
  return {
    store,
    dataDir,
    remove: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
