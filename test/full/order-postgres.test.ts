import { afterAll, beforeAll, describe, it } from 'vitest';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { checkOrderProperty } from '../support/order-property.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

describe('PostgreSQL', () => {
  let database: TestDatabase;
  let store: OpenStore;

  beforeAll(async () => {
    database = await createDatabase();
    store = await openStore({ databaseUrl: database.url, dataDir: '' });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('gives the same rows, verdicts and counters for any order, repetition and batch split of the same deliveries', async () => {
    await checkOrderProperty(store, 200);
  }, 600_000);
});
