import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, run } from '../../../src/store/database.ts';
import { distributedTables, localTables, queueTables } from '../../../src/store/distribution/distributed-tables.ts';
import { addCitusStandIn } from '../../support/citus-stand-in.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { runCli } from '../../support/run-cli.ts';

/**
 * `cislo migrate --citus` on a real PostgreSQL where plain SQL plays the two things of Citus that the command uses. No test
 * of this repository has run it against Citus itself.
 */
describe('cislo migrate --citus', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  const migrate = (...flags: readonly string[]) => runCli(['migrate', ...flags], { DATABASE_URL: database.url });

  async function query<Row>(...statements: readonly string[]): Promise<readonly Row[]> {
    const db = await openDatabase({ databaseUrl: database.url, dataDir: '' });
    try {
      let rows: readonly Row[] = [];
      for (const statement of statements) rows = await run<Row>(db, statement);
      return rows;
    } finally {
      await db.destroy();
    }
  }

  async function addStandIn(): Promise<void> {
    const db = await openDatabase({ databaseUrl: database.url, dataDir: '' });
    await addCitusStandIn(db);
    await db.destroy();
  }

  it('is refused by a database without the extension, whose schema is up to date then all the same', async () => {
    const { code, out, err } = await migrate('--citus', '--json');

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^cislo: the database has no Citus: .*create extension citus/);
    expect(await migrate()).toMatchObject({ code: 0, out: 'The schema is up to date.\n' });
  });

  it('distributes every table that belongs to repositories, colocated, and leaves the queues where they are', async () => {
    await addStandIn();

    const { code, out } = await migrate('--citus', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      migrated: expect.arrayContaining(['0001_observation_log']),
      deployed: true,
      distributed: [...distributedTables],
      already: [],
      queues: [...queueTables],
    });
    const rows = await query<{ name: string; group: number }>(
      `select logicalrelid::text as name, colocationid as group from pg_dist_partition where partmethod = 'h'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...distributedTables].sort());
    expect(new Set(rows.map(({ group }) => group)).size).toBe(1);
    expect(rows.filter(({ name }) => (localTables as readonly string[]).includes(name))).toEqual([]);
    expect(await query(`select logicalrelid::text as name from pg_dist_partition where partmethod = 'n'`)).toEqual(
      queueTables.map((name) => ({ name })),
    );
  });

  it('does nothing the second time', async () => {
    await addStandIn();
    expect(await migrate('--citus')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Start the servers again.'),
    });

    expect(await migrate('--citus')).toMatchObject({
      code: 0,
      out: 'The schema is up to date.\nAll tables are distributed already.\n',
    });
    expect(JSON.parse((await migrate('--citus', '--json')).out)).toEqual({
      migrated: [],
      deployed: false,
      distributed: [],
      already: [...distributedTables],
      queues: [],
    });
  });

  it('goes on where it was interrupted', async () => {
    await addStandIn();
    await migrate();
    await query(`select create_distributed_table('observation_log', 'repository_id')`);

    const { out } = await migrate('--citus', '--json');

    expect(JSON.parse(out)).toMatchObject({
      distributed: distributedTables.slice(1),
      already: ['observation_log'],
    });
  });

  it('names the table that is refused and why', async () => {
    await addStandIn();
    await migrate();
    await query(`create unique index one_guid on observation_log (guid)`);

    const { code, out, err } = await migrate('--citus');

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/distributing observation_log failed: cannot create constraint on "observation_log"/);
  });
});
