import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, run } from '../../../src/store/database.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { deliverAll } from '../../support/deliver.ts';
import type { Pgbouncer } from '../../support/pgbouncer.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { environmentOf, inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { bounceFreshDatabase } from './bounce-fresh-database.ts';
import { expectSameMetrics } from './expect-same-metrics.ts';
import { readPooledSessions } from './pooled-sessions.ts';
import { shuffled } from './shuffled.ts';

// A pool whose connections wait for one another never gets on: a test that takes longer says so.
const patienceMs = 120_000;

describe('behind a pgbouncer in transaction mode', () => {
  let bouncer: Pgbouncer;
  beforeEach(async () => {
    bouncer = await bounceFreshDatabase();
  });

  async function openThroughBouncer(maxConnections: number): ReturnType<typeof openDatabase> {
    const db = await openDatabase({ databaseUrl: bouncer.url, dataDir: '', maxConnections });
    onTestFinished(() => db.destroy());
    return db;
  }

  async function startReplicas(count: number): Promise<readonly ServerProcess[]> {
    const environment = environmentOf({ databaseUrl: bouncer.url, dataDir: '' });
    return Promise.all(
      Array.from({ length: count }, async () => {
        const replica = await startServerProcess(environment);
        onTestFinished(replica.kill);
        return replica;
      }),
    );
  }

  /** No session of the pool keeps anything that its next user would find. */
  async function expectNothingKept(): Promise<void> {
    const sessions = await readPooledSessions(bouncer);
    expect(sessions).toHaveLength(bouncer.poolSize);
    expect(sessions.flat()).toEqual([]);
  }

  it(
    'twenty starters migrate once, and leave no lock',
    async () => {
      const starters = await Promise.all(Array.from({ length: 20 }, () => openThroughBouncer(2)));

      const applied = await Promise.all(starters.map((db) => migrate(db)));

      expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
      await expectNothingKept();
    },
    patienceMs,
  );

  it(
    'a migration that fails leaves no lock, so that the next start can do it',
    async () => {
      const db = await openThroughBouncer(1);
      await run(db, `create table revisions (in_the_way int)`);

      const error = await migrate(db).catch((caught: unknown) => caught);

      expect(error).toMatchObject({ code: 'migration_failed' });
      await expectNothingKept();
      await run(db, `drop table revisions`);
      const applied = await migrate(await openThroughBouncer(1));
      expect(applied).toContain('0001_observation_log');
    },
    patienceMs,
  );

  it(
    'three replicas that start at once count a shuffled month once, and need nothing of a session',
    async () => {
      const deliveries = pastMonth(2_000, 'pgbouncer');
      const replicas = await startReplicas(3);
      const urls = replicas.map((replica) => replica.url);

      await deliverAll(urls, shuffled([...deliveries, ...deliveries.filter((_, index) => index % 3 === 0)]));

      await expectSameMetrics(urls);
      await expectNothingKept();
      await Promise.all(replicas.map((replica) => replica.stop()));
      const found = await inspect({ databaseUrl: bouncer.url, dataDir: '' });
      expect(found.deliveries).toBe(new Set(deliveries.map(({ guid }) => guid)).size);
      expect(found.rows === (await undisturbedRows(deliveries))).toBe(true);
      expect(found.differences).toEqual([]);
    },
    patienceMs,
  );
});
