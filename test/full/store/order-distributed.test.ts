import { afterAll, beforeAll, describe, it } from 'vitest';
import type { OpenStore } from '../../../src/store/open-store.ts';
import { openDistributedStore } from '../../support/distributed-store.ts';
import { checkOrderProperty } from '../../support/order-property.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

/** The statements for a distributed database, on a PostgreSQL that is none. */
describe('the form for a distributed database', () => {
  let database: TestDatabase;
  let store: OpenStore;

  beforeAll(async () => {
    database = await createDatabase();
    store = await openDistributedStore({ databaseUrl: database.url, dataDir: '' });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('gives the same rows, verdicts and counters for any order, repetition and batch split of the same deliveries', async () => {
    await checkOrderProperty(store, 40);
  }, 300_000);
});
