import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';

/** The embedded database in a folder of its own, for one suite. */
export interface EmbeddedStore {
  readonly store: OpenStore;
  readonly dataDir: string;
  readonly remove: () => Promise<void>;
}

export async function openEmbeddedStore(): Promise<EmbeddedStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cislo-test-'));
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
