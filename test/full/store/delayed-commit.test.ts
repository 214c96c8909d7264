import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import { foldBatch, settleBatch } from '../../../src/generation/next-batch.ts';
import { workReader } from '../../../src/generation/work.ts';
import { append } from '../../../src/store/append.ts';
import { type Db, databaseOver, openPool, run } from '../../../src/store/database.ts';
import { distribute } from '../../../src/store/distribution/distribute.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { queueSettling } from '../../../src/store/settlement/settle-queue.ts';
import { addCitusStandIn } from '../../support/citus-stand-in.ts';
import { entryOf, hour, minute, noon, pullRequest, status } from '../../support/entries.ts';
import { type FaultyPool, faultyPool, soundly } from '../../support/faulty-pool.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

/**
 * On many servers a transaction becomes visible on one after the other. A second connection plays the server that is late: what goes
 * there is committed when the test says so, after everything else of its transaction.
 */
describe('a part of a transaction that becomes visible later', () => {
  let database: TestDatabase;
  let pool: FaultyPool;
  let db: Db;
  let late: pg.Client;
  beforeEach(async () => {
    database = await createDatabase();
    const options = { databaseUrl: database.url, dataDir: '' };
    const store = await openStore(options);
    await addCitusStandIn(store.db);
    await distribute(store.db);
    await store.close();
    pool = faultyPool(await openPool(options));
    db = databaseOver(pool);
    late = new pg.Client({ connectionString: database.url });
    await late.connect();
    await deployTo({ db }, deploymentOf(), noon);
  });
  afterEach(async () => {
    await late.end();
    await db.destroy();
    await database.drop();
  });

  /** Sends such statements to the late server. */
  async function delay(which: RegExp): Promise<void> {
    await late.query('begin');
    pool.fault = (text, params, send) =>
      which.test(text.trim())
        ? (late.query(text, [...params]) as Promise<{ rows: readonly unknown[] }>)
        : send(text, params);
  }

  async function arrive(): Promise<void> {
    pool.fault = soundly;
    await late.query('commit');
  }

  const count = async (table: string): Promise<number> =>
    (await run<{ count: number }>(db, `select count(*) as count from ${table}`))[0]?.count ?? -1;

  it.each([
    ['a status', entryOf(status({ at: noon }))],
    ['a change of a pull request', entryOf(pullRequest({ at: noon }))],
    [
      'what happened to a repository',
      entryOf({
        type: 'repository',
        at: noon,
        isTimeKnown: true,
        installationId: null,
        fact: 'app_removed',
        branch: null,
        quirks: [],
      }),
    ],
  ])('%s stays in the inbox until its line of the log can be read', async (_what, entry) => {
    await delay(/^insert into observation_log/);
    await append(db, [entry]);
    pool.fault = soundly;

    await settleAll({ db }, noon + hour);
    expect([await count('observation_log'), await count('inbox')]).toEqual([0, 1]);
    await arrive();
    await settleAll({ db }, noon + hour);

    expect([await count('observation_log'), await count('inbox')]).toEqual([1, 0]);
    expect(await count(`job_runs`)).toBe(entry.event === 'status' ? 1 : 0);
    expect(await count(`revisions where provider = 'any'`)).toBe(entry.event === 'pull_request' ? 1 : 0);
  });

  it('what is visible is folded, also while a line before it is not', async () => {
    await delay(/^insert into observation_log/);
    await append(db, [entryOf(status({ at: noon, name: 'late' }))]);
    pool.fault = soundly;
    await append(db, [entryOf(status({ at: noon + 1_000, name: 'early' }))]);

    await settleAll({ db }, noon + hour);

    expect(await run(db, `select name from job_runs`)).toEqual([{ name: 'early' }]);
    await arrive();
    await settleAll({ db }, noon + hour);
    expect(await run(db, `select name from job_runs order by name`)).toEqual([{ name: 'early' }, { name: 'late' }]);
  });

  /** Until somebody waits for a row of the late transaction. */
  async function untilBlocked(): Promise<void> {
    for (const until = Date.now() + 20_000; Date.now() < until; ) {
      const { rows } = await late.query(
        `select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`,
      );
      if (rows.length > 0) return;
    }
  }

  it.each(['job_runs', 'revisions'])(
    '%s are counted once when what a settle wrote on them is seen late',
    async (table) => {
      await append(db, [
        entryOf(status({ at: noon })),
        entryOf(pullRequest({ at: noon - 1_000 })),
        entryOf(status({ at: noon + 3_000, phase: 'final' })),
      ]);
      const readWork = workReader(ownVersions);
      while ((await foldBatch(db, readWork, 100, noon + hour)).rows > 0);
      await delay(new RegExp(`^update ${table} d set counted`));
      await settleBatch(db, readWork, 100, noon + hour);
      pool.fault = soundly;
      const first = await sums();
      // Something else asks for the repository to be looked at.
      await queueSettling(db, [{ repository_id: 42, host: 'github.com', due_at: noon }]);

      const again = settleBatch(db, readWork, 100, noon + hour);
      await untilBlocked();
      await arrive();
      await again;
      await settleAll({ db }, noon + hour);

      expect(first).not.toEqual([]);
      expect(await sums()).toEqual(first);
    },
  );

  it('verdicts that are seen late are not counted again', async () => {
    await append(db, [entryOf(status({ at: noon }))]);
    await settleAll({ db }, noon + minute);
    const readWork = workReader(ownVersions);
    await delay(/^insert into verdicts/);
    await settleBatch(db, readWork, 100, noon + 13 * hour);
    pool.fault = soundly;
    const first = await sums();
    // Something makes the row due again before the verdict can be seen.
    await append(db, [entryOf(status({ at: noon + 1_000, phase: 'started' }))]);
    while ((await foldBatch(db, readWork, 100, noon + 13 * hour)).rows > 0);

    const refused = expect(settleBatch(db, readWork, 100, noon + 13 * hour)).rejects.toThrow(
      'another transaction became visible',
    );
    await untilBlocked();
    await arrive();
    await refused;
    await settleAll({ db }, noon + 13 * hour);

    expect(await run(db, `select sum(bad) as bad from slo_buckets where repository_id = 0 and seconds = 60`)).toEqual([
      { bad: 1 },
    ]);
    expect(first.length).toBeGreaterThan(0);
    expect(await run(db, `select exact from totals where name = 'slo_events' and repository_id = 0`)).toEqual([
      { exact: 1 },
    ]);
  });

  /** What a fold writes of a repository. */
  const written =
    /^(insert into|update|delete from) "?(repositories|repository_installations|job_runs|commit_answers|totals)\b/;

  it('a repository whose first rows are seen late is settled when they can be seen', async () => {
    await append(db, [entryOf(status({ at: noon }))]);
    await delay(written);
    const readWork = workReader(ownVersions);
    await foldBatch(db, readWork, 100, noon + hour);
    pool.fault = soundly;

    await settleBatch(db, readWork, 100, noon + minute);
    expect(await count('settle_queue')).toBe(1);
    await arrive();
    await settleBatch(db, readWork, 100, noon + minute);

    expect(await count(`totals where name = 'jobs_queued' and repository_id = 42`)).toBe(1);
  });

  it('a settle waits until it can see what was folded of a repository', async () => {
    await append(db, [entryOf(status({ at: noon }))]);
    await settleAll({ db }, noon + minute);
    await append(db, [entryOf(status({ at: noon + 1_000, name: 'other' }))]);
    await delay(written);
    const readWork = workReader(ownVersions);
    await foldBatch(db, readWork, 100, noon + hour);
    pool.fault = soundly;

    const settled = settleBatch(db, readWork, 100, noon + hour);
    await untilBlocked();
    await arrive();
    await settled;

    expect(
      await run(db, `select sum(exact)::int8 as exact from totals where name = 'jobs_queued' and repository_id = 42`),
    ).toEqual([{ exact: 2 }]);
  });

  /** What would be counted twice. */
  async function sums(): Promise<readonly object[]> {
    return [
      ...(await run<object>(
        db,
        `select repository_id, generation, name, label, exact from totals order by 1, 2, 3, 4`,
      )),
      ...(await run<object>(
        db,
        `select repository_id, generation, seconds, at, good, bad from slo_buckets order by 1, 2, 3, 4`,
      )),
    ];
  }
});
