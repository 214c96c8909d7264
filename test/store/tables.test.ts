import { afterAll, beforeAll, expect, it } from 'vitest';
import { maintain } from '../../src/retain/maintain.ts';
import { run } from '../../src/store/database.ts';
import { distributedTables, localTables } from '../../src/store/distribution/distributed-tables.ts';
import { tables } from '../../src/store/tables.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());

async function schemaTables(): Promise<readonly string[]> {
  const rows = await run<{ name: string }>(
    embedded.store.db,
    `select table_name::text as name from information_schema.tables where table_schema = 'public' and table_name <> 'kysely_migration' order by 1`,
  );
  return rows.map(({ name }) => name);
}

it('the list of tables is that of the schema', async () => {
  expect(Object.keys(tables).sort()).toEqual(await schemaTables());
  expect([...distributedTables, ...localTables].sort()).toEqual(await schemaTables());
});

it('maintenance vacuums every table', async () => {
  await maintain(embedded.store.db);

  const rows = await run<{ relname: string }>(
    embedded.store.db,
    `select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.reltuples >= 0 and c.relname <> 'kysely_migration' order by 1`,
  );
  expect(rows.map(({ relname }) => relname)).toEqual(await schemaTables());
});

it('every table that Citus may spread has a key that begins with repository_id', async () => {
  const rows = await run<{ name: string }>(
    embedded.store.db,
    `select c.relname::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indisprimary and a.attname = 'repository_id' order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...distributedTables]));
});
