import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemViewer } from '../../src/model/viewer.ts';
import { run } from '../../src/store/database.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { entryOf, noon, status } from '../support/entries.ts';

describe('a store that is opened to read', () => {
  let dataDir: string;
  let store: OpenStore;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cislo-read-only-'));
    const writer = await openStore({ databaseUrl: null, dataDir });
    await writer.append([entryOf(status({ at: noon }))]);
    await writer.close();
    store = await openStore({ databaseUrl: null, dataDir, readOnly: true });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('reads, alone and in a transaction', async () => {
    const rows = await store.db.transaction().execute((tx) => run(tx, `select guid from inbox`));

    expect(await store.read.countDeliveries(systemViewer, 0)).toBe(1);
    expect(await store.read.readRunLog(systemViewer, '0'.repeat(32))).toBeNull();
    expect(rows).toHaveLength(1);
  });

  it('cannot write, alone or in a transaction, and reads on', async () => {
    const refused = { code: '25006' };
    await expect(store.append([entryOf(status({ at: noon }))])).rejects.toMatchObject(refused);
    await expect(run(store.db, `delete from inbox`)).rejects.toMatchObject(refused);
    await expect(store.db.transaction().execute((tx) => run(tx, `delete from inbox`))).rejects.toMatchObject(refused);
    const serializable = store.db.transaction().setIsolationLevel('serializable');
    await expect(serializable.execute((tx) => run(tx, `delete from inbox`))).rejects.toMatchObject(refused);
    await expect(sql`create table more (id int)`.execute(store.db)).rejects.toMatchObject(refused);

    expect(await store.read.countDeliveries(systemViewer, 0)).toBe(1);
  });
});

describe('a database that cannot be read as it is', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cislo-read-only-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('is not made where there is none', async () => {
    const opening = openStore({ databaseUrl: null, dataDir, readOnly: true });

    await expect(opening).rejects.toMatchObject({ code: 'schema_not_current' });
    await expect(openStore({ databaseUrl: null, dataDir, readOnly: true })).rejects.toThrow(/start the server once/);
  });

  it('is not migrated where a migration is missing; one of a newer program does no harm', async () => {
    const writer = await openStore({ databaseUrl: null, dataDir });
    await run(writer.db, `insert into kysely_migration (name, timestamp) values ('9999_newer', '')`);
    await writer.close();
    const newer = await openStore({ databaseUrl: null, dataDir, readOnly: true });
    await newer.close();
    const older = await openStore({ databaseUrl: null, dataDir });
    await run(older.db, `update kysely_migration set name = 'other' where name like '0001%'`);
    await older.close();

    const opening = openStore({ databaseUrl: null, dataDir, readOnly: true });
    await expect(opening).rejects.toThrow(
      /has no migration 0001_\w+, and this command applies none; run "cislo migrate"/,
    );
  });
});
