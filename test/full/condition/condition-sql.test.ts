import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectSameTruth } from '../../condition/support/expect-same-truth.ts';
import { openPostgresStore, type PostgresStore } from '../../support/postgres-store.ts';

let postgres: PostgresStore;
beforeAll(async () => {
  postgres = await openPostgresStore();
});
afterAll(() => postgres.remove());

describe('a condition as SQL on PostgreSQL', () => {
  it('says of every event what its function says', async () => {
    await expectSameTruth(postgres.store.db, 60);
  });
});
