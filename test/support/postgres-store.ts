import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { createDatabase } from './postgres.ts';

/** A fresh database of a PostgreSQL server with a store on it, for one suite. */
export interface PostgresStore {
  readonly store: OpenStore;
  readonly remove: () => Promise<void>;
}

export async function openPostgresStore(open: typeof openStore = openStore): Promise<PostgresStore> {
  const database = await createDatabase();
  const store = await open({ databaseUrl: database.url, dataDir: '' });
  return {
    store,
    remove: async () => {
      await store.close();
      await database.drop();
    },
  };
}
