import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prune } from '../../../src/retain/prune.ts';
import { append } from '../../../src/store/append.ts';
import { type Db, databaseOver, openPool, run } from '../../../src/store/database.ts';
import { distribute } from '../../../src/store/distribution/distribute.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { addCitusStandIn } from '../../support/citus-stand-in.ts';
import { dumpRows, emptyTables } from '../../support/dump-rows.ts';
import { entryOf, hour, noon, pullRequest, status } from '../../support/entries.ts';
import { type FaultyPool, faultyPool, soundly } from '../../support/faulty-pool.ts';
import { freshDataDir } from '../../support/fresh-data-dir.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';

const entry = entryOf(status({ at: noon, phase: 'final' }), { quirks: ['missing_field'] });

describe('a delivery whose line reached the log, and no inbox', () => {
  const dataDir = freshDataDir();
  let pool: FaultyPool;
  let db: Db;
  beforeAll(async () => {
    const options = { databaseUrl: null, dataDir };
    const store = await openStore(options);
    await addCitusStandIn(store.db);
    await distribute(store.db);
    await store.close();
    pool = faultyPool(await openPool(options));
    db = databaseOver(pool);
    await deployTo({ db }, deploymentOf(), noon);
  });
  afterAll(async () => {
    await db.destroy();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(() => emptyTables(db));

  /** The server of the log commits, then the one of the inbox is killed before its own commit. */
  async function killBetweenTheCommits(): Promise<void> {
    pool.fault = async (text, params, send) => {
      if (!text.trim().startsWith('insert into inbox')) return send(text, params);
      await send('commit');
      throw new Error('Connection terminated unexpectedly');
    };
    await expect(append(db, [entry])).rejects.toThrow('Connection terminated');
    pool.fault = soundly;
  }

  const waiting = (): Promise<readonly object[]> => run(db, `select guid, quirks from inbox`);
  const runs = (): Promise<readonly object[]> => run(db, `select state from job_runs`);
  const quirks = (): Promise<readonly object[]> =>
    run(db, `select exact from totals where name = 'quirks' and repository_id = 0`);

  it('is folded once it comes again, and answered as a duplicate', async () => {
    await killBetweenTheCommits();
    expect(await waiting()).toEqual([]);

    expect(await append(db, [entry])).toEqual([false]);
    await settleAll({ db }, noon + hour);

    expect(await runs()).toEqual([{ state: 'success' }]);
    expect(await waiting()).toEqual([]);
  });

  it('changes nothing when it comes again after it was folded, and its quirks are counted once', async () => {
    const all = [entry, entryOf(pullRequest({ at: noon - 1_000 }))];
    await append(db, all);
    await settleAll({ db }, noon + hour);
    const before = await dumpRows(db, 'with counters');

    expect(await append(db, all)).toEqual([false, false]);
    expect(await waiting()).toHaveLength(2);
    await settleAll({ db }, noon + 2 * hour);

    expect(await dumpRows(db, 'with counters')).toBe(before);
    expect(await quirks()).toEqual([{ exact: 1 }]);
  });

  it('leaves the inbox at the end of its retention when its line is gone by then', async () => {
    await append(db, [entry]);
    await run(db, `delete from observation_log`);
    await settleAll({ db }, noon + hour);
    expect(await waiting()).toHaveLength(1);

    await prune(db, entry.receivedAt);
    expect(await waiting()).toHaveLength(1);
    await prune(db, entry.receivedAt + 1);

    expect(await waiting()).toEqual([]);
  });

  it('keeps its quirks when it comes again while it waits', async () => {
    await append(db, [entry]);

    await append(db, [entry]);

    expect(await waiting()).toEqual([{ guid: entry.guid, quirks: 'missing_field' }]);
  });
});
