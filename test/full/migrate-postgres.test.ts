import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, run } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

describe('migrating PostgreSQL', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  it('is done once when 20 processes start at the same moment', async () => {
    const starters = await Promise.all(
      Array.from({ length: 20 }, () => openDatabase({ databaseUrl: database.url, dataDir: '', maxConnections: 2 })),
    );

    const applied = await Promise.all(starters.map((db) => migrate(db)));

    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const again = await migrate(starters[0] as (typeof starters)[number]);
    expect(again).toEqual([]);
    await Promise.all(starters.map((db) => db.destroy()));
  });

  it('goes on beside newer code that has migrated further', async () => {
    const newer = await openStore({ databaseUrl: database.url, dataDir: '' });
    await run(
      newer.db,
      `insert into kysely_migration (name, timestamp) values ('9999_from_the_future', '2099-01-01T00:00:00.000Z')`,
    );
    await newer.close();

    const older = await openStore({ databaseUrl: database.url, dataDir: '' });

    await older.ping();
    await older.close();
  });

  it('names the database that does not answer', async () => {
    await expect(openStore({ databaseUrl: 'postgres://postgres@127.0.0.1:1/none', dataDir: '' })).rejects.toMatchObject(
      { code: 'database_unreachable' },
    );
  });
});
