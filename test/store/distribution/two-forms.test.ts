import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import type { LogEntry } from '../../../src/model/delivery.ts';
import { run } from '../../../src/store/database.ts';
import { distributedTables, localTables } from '../../../src/store/distribution/distributed-tables.ts';
import { isDistributed } from '../../../src/store/distribution/is-distributed.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { monthEnd, webhookEntries } from '../../support/backfill.ts';
import { openDistributedStore } from '../../support/distributed-store.ts';
import { dumpRows, emptyTables } from '../../support/dump-rows.ts';
import { entryOf, noon, pullRequest, status } from '../../support/entries.ts';
import { freshDataDir } from '../../support/fresh-data-dir.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';

/** The same work on one server and in the form for a distributed database, which is run on a plain one here. */
describe('the form for a distributed database', () => {
  const folders: string[] = [];
  let together: OpenStore;
  let distributed: OpenStore;
  beforeAll(async () => {
    for (let n = 0; n < 2; n += 1) folders.push(freshDataDir());
    const [one = '', other = ''] = folders;
    together = await openStore({ databaseUrl: null, dataDir: one });
    distributed = await openDistributedStore({ databaseUrl: null, dataDir: other });
  }, 120_000);
  afterAll(async () => {
    await Promise.all([together, distributed].map((store) => store.close()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  async function inBoth<T>(use: (store: OpenStore) => Promise<T>): Promise<readonly [T, T]> {
    return [await use(together), await use(distributed)];
  }

  it('is chosen by what the database says', async () => {
    expect(await inBoth(({ db }) => isDistributed(db))).toEqual([false, true]);
    expect(await distributed.db.transaction().execute((tx) => isDistributed(tx))).toBe(true);
  });

  it('knows of every table whether it is distributed', async () => {
    const rows = await run<{ name: string }>(
      together.db,
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'kysely_migration'`,
    );

    expect(rows.map(({ name }) => name).sort()).toEqual([...distributedTables, ...localTables].sort());
  });

  it.each(batches())('appends %s alike', async (_what, entries) => {
    await inBoth(({ db }) => emptyTables(db));

    const [first, firstDistributed] = await inBoth((store) => store.append(entries));
    const [again, againDistributed] = await inBoth((store) => store.append([...entries].reverse()));
    const [rows, rowsDistributed] = await inBoth(loggedAndWaiting);

    expect(firstDistributed).toEqual(first);
    expect(againDistributed).toEqual(again);
    expect(again).not.toContain(true);
    expect(rowsDistributed).toEqual(rows);
  });

  it('folds, settles and counts alike', async () => {
    const month = generateMonth({ seed: 'forms', end: monthEnd, deliveries: 700, repositories: 3 });
    const entries = webhookEntries([...month.deliveries]);

    const [rows, rowsDistributed] = await inBoth(async (store) => {
      await emptyTables(store.db);
      await deployTo(store, deploymentOf(), monthEnd);
      for (let from = 0; from < entries.length; from += 300) {
        await store.append(entries.slice(from, from + 300));
        await settleAll(store, monthEnd, { folded: 200, settled: 200 });
      }
      return dumpRows(store.db, 'with counters');
    });

    expect(rows.split('\n').length).toBeGreaterThan(500);
    expect(rowsDistributed).toBe(rows);
  }, 60_000);
});

/** Rows of the log and of the inbox, as both have them. */
async function loggedAndWaiting({ db }: OpenStore): Promise<readonly object[]> {
  const logged = await run<object>(db, `select * from observation_log order by repository_id, host, guid`);
  return [...logged, ...(await run<object>(db, `select * from inbox order by repository_id, host, guid`))];
}

function batches(): readonly (readonly [string, readonly LogEntry[]])[] {
  const one = entryOf(pullRequest({ at: noon }));
  const of = (id: number, count: number): readonly LogEntry[] =>
    Array.from({ length: count }, (_, n) =>
      entryOf(status({ at: noon + n, text: `"quoted" \\ {${n}} 'é'`, runnerLabels: ['a b', 'c,"d"'] }), {
        repository: { host: 'github.com', id, fullName: `octo/r${id}`, private: id % 2 === 0, installationId: null },
        sentAt: n % 2 === 0 ? noon + n : null,
      }),
    );
  return [
    ['one delivery', [one]],
    ['one delivery twice', [one, one]],
    [
      'a GUID that two repositories bear',
      [...of(1, 1), { ...one, guid: 'shared' }, { ...(of(2, 1)[0] as LogEntry), guid: 'shared' }],
    ],
    ['what is only remembered', [{ ...one, observation: null }]],
    ['what has only a quirk', [{ ...one, observation: null, quirks: ['missing_field'] }]],
    ['many repositories', [0, 1, 2, 3].flatMap((id) => of(10 + id, 5))],
    ['a busy repository among others', [...of(21, 3), ...of(20, 80), ...of(22, 3)]],
    ['more rows than one statement takes', of(30, 1_203)],
  ];
}
