import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import { foldBatch, settleBatch } from '../../../src/generation/next-batch.ts';
import { workReader } from '../../../src/generation/work.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import { run } from '../../../src/store/database.ts';
import { requestFold } from '../../../src/store/projection/request-fold.ts';
import { hasWork } from '../../../src/store/settlement/has-work.ts';
import { emptyTables } from '../../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../support/embedded-store.ts';
import { entryOf, hour, minute, noon, status } from '../../support/entries.ts';
import { deploymentOf, deployTo } from '../../support/generations.ts';

describe('how fresh the numbers are', () => {
  let embedded: EmbeddedStore;
  const now = noon + hour;
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
    await deployTo(embedded.store, deploymentOf(), now);
  });
  afterAll(() => embedded.remove());
  beforeEach(() => emptyTables(embedded.store.db));

  const freshness = () => embedded.store.read.readFreshness(systemViewer, now);
  const lag = () => embedded.store.read.readLagMs(systemViewer, now);
  const readWork = workReader(ownVersions);
  const fold = () => foldBatch(embedded.store.db, readWork, 100, now);
  const settle = () => settleBatch(embedded.store.db, readWork, 100, now);
  const deliver = (...times: readonly number[]) =>
    embedded.store.append(
      times.map((at, index) => entryOf(status({ at, name: `build ${index}` }), { receivedAt: at })),
    );

  it('is now where nothing waits', async () => {
    expect(await freshness()).toEqual({ asOf: now, behind: 0 });
    expect(await lag()).toBe(0);
    expect(await hasWork(embedded.store.db, now)).toBe(false);
  });

  it('is the time of the oldest delivery that is not folded', async () => {
    await deliver(noon + 2 * minute, noon + minute, noon + 3 * minute);

    expect(await freshness()).toEqual({ asOf: noon + minute, behind: 3 });
    expect(await lag()).toBe(now - noon - minute);
    expect(await hasWork(embedded.store.db, now)).toBe(true);
  });

  it('is now again once what was delivered is folded: the fold settles the rows that it writes', async () => {
    await deliver(noon + minute);
    const waiting = await freshness();
    await fold();

    expect(waiting).toEqual({ asOf: noon + minute, behind: 1 });
    expect(await hasWork(embedded.store.db, now)).toBe(false);
    expect(await freshness()).toEqual({ asOf: now, behind: 0 });
  });

  it('is behind while a row is past its deadline and not judged', async () => {
    await deliver(noon + minute);
    await fold();
    await settle();
    await run(embedded.store.db, `update job_runs set due_at = $1`, [new Date(noon + 5 * minute).toISOString()]);

    expect(await freshness()).toEqual({ asOf: noon + 5 * minute, behind: 1 });
  });

  it('counts all requests to fold again as one: they are no deliveries, and the numbers are not up to date', async () => {
    await deliver(noon + minute, noon + 2 * minute);
    await fold();
    await settle();
    await requestFold(embedded.store.db, { repository_id: 42, host: 'github.com' }, noon + 10 * minute);

    expect(await freshness()).toEqual({ asOf: noon + 10 * minute, behind: 1 });
  });

  it('is the time of the delivery that renamed a repository until the rows of before are folded again', async () => {
    await deliver(noon + minute);
    await fold();
    await settle();
    const renamed = { id: 42, host: 'github.com', fullName: 'acme/renamed', private: false, installationId: null };
    await embedded.store.append([
      {
        ...entryOf(status({ at: noon + 2 * minute, name: 'lint', headSha: 'b'.repeat(40) })),
        repository: renamed,
        receivedAt: noon + 30 * minute,
      },
    ]);
    await fold();
    await settle();

    expect(await freshness()).toEqual({ asOf: noon + 30 * minute, behind: 1 });
  });

  it('keeps the earlier time of two requests for the same rows', async () => {
    await deliver(noon + minute);
    await fold();
    await settle();
    for (const at of [noon + 20 * minute, noon + 10 * minute, noon + 30 * minute])
      await requestFold(embedded.store.db, { repository_id: 42, host: 'github.com' }, at);

    expect(await freshness()).toEqual({ asOf: noon + 10 * minute, behind: 1 });
  });

  it('reads few of 200,000 waiting rows: the oldest of each lane by the index, and as many as it counts', async () => {
    const { db } = embedded.store;
    await run(
      db,
      `insert into inbox (repository_id, host, guid, lane, full_name, seen_at, received_at, quirks)
       select n, 'github.com', 'guid-' || n, n % 16, 'acme/' || n, at, at, ''
       from (select n, $1::timestamptz + n * interval '1 millisecond' as at from generate_series(1, 200000) as n) as rows`,
      [new Date(noon).toISOString()],
    );
    await run(db, `analyze inbox`);
    const before = await rowsRead();

    expect(await freshness()).toEqual({ asOf: noon + 1, behind: 10_000 });
    expect(await lag()).toBe(now - noon - 1);
    const read = (await rowsRead()) - before;
    expect(read).toBeGreaterThan(10_000);
    expect(read).toBeLessThan(10_100);
  });

  /** How many rows of the inbox all statements so far have read. */
  async function rowsRead(): Promise<number> {
    await run(embedded.store.db, `select pg_stat_force_next_flush()`);
    const [row] = await run<{ read: number }>(
      embedded.store.db,
      `select seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_user_tables where relname = 'inbox'`,
    );
    return row?.read ?? Number.NaN;
  }

  it('never lies in the future', async () => {
    await deliver(now + minute);

    expect(await freshness()).toEqual({ asOf: now, behind: 1 });
    expect(await lag()).toBe(0);
  });
});
