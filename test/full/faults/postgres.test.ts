import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { deliver, deliverAll } from '../../support/deliver.ts';
import { createCluster, type PostgresCluster } from '../../support/postgres-cluster.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { expectNothingLost, type Month } from './expect-nothing-lost.ts';
import { startReplica } from './start-replica.ts';

let month: Month;

beforeAll(async () => {
  const deliveries = pastMonth(2_000, 'faults of the database');
  month = { deliveries, expected: await undisturbedRows(deliveries) };
});

/** Shows what a server said that ended. */
async function expectAlive(server: ServerProcess): Promise<void> {
  const answer = await fetch(`${server.url}/healthz`).catch(() => null);
  expect(answer?.status, server.output()).toBe(200);
}

describe('a PostgreSQL that fails', () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await createCluster();
  });
  // A test that failed may have left it down.
  beforeEach(() => cluster.start());
  afterAll(() => cluster.remove());

  it('by kill -9 in a load loses nothing that was acknowledged and doubles nothing', async () => {
    const { deliveries } = month;
    const url = await createIn(cluster, 'killed');
    const server = await startReplica(url);
    const answers: number[] = [];
    const sending = deliver(server.url, deliveries, { onAnswer: (status) => answers.push(status) });
    await sleep(300);
    cluster.kill();
    await sleep(1_000);
    cluster.start();
    const unacknowledged = await sending;

    await expectAlive(server);
    await deliverAll(server.url, unacknowledged);
    await server.stop();

    expect(unacknowledged.length).toBeGreaterThan(0);
    // No answer but stored or "come back".
    expect(answers.filter((status) => status !== 200 && status !== 202 && status !== 503)).toEqual([]);
    await expectNothingLost(url, month);
  });

  it('for 60 s makes the door say "come back", keeps the process alive, and is caught up with', async () => {
    const { deliveries } = month;
    const url = await createIn(cluster, 'away');
    const server = await startReplica(url);
    const half = deliveries.length >> 1;
    await deliverAll(server.url, deliveries.slice(0, half));

    cluster.stop();
    const refused = await deliver(server.url, deliveries.slice(half), { concurrency: 4 });
    await expectAlive(server);
    const ready = await fetch(`${server.url}/readyz`);
    await sleep(60_000);
    cluster.start();
    await deliverAll(server.url, refused);
    await server.stop();

    expect(refused).toHaveLength(deliveries.length - half);
    expect(ready.status).toBe(503);
    await expectNothingLost(url, month);
  });

  it('with no free connection makes the door say "come back", and everything is stored in the end', async () => {
    const { deliveries } = month;
    const url = await createIn(cluster, 'crowded');
    const server = await startReplica(url);
    const crowd = await occupyEveryConnection(cluster);

    const refused = await deliver(server.url, deliveries.slice(0, 200), { concurrency: 64 });
    await expectAlive(server);
    await Promise.all(crowd.map((client) => client.end()));
    await deliverAll(server.url, deliveries);
    await server.stop();

    expect(refused.length).toBeGreaterThan(0);
    await expectNothingLost(url, month);
  });

  it('by ending connections in the middle of their work, 100 times, loses and doubles nothing and ends no process', async () => {
    const { deliveries } = month;
    const url = await createIn(cluster, 'interrupted');
    const server = await startReplica(url);

    const [unacknowledged] = await Promise.all([
      deliver(server.url, deliveries, { concurrency: 4 }),
      endConnections(cluster, 'interrupted', 100),
    ]);

    await expectAlive(server);
    await deliverAll(server.url, unacknowledged);
    await server.stop();
    await expectNothingLost(url, month);
  });
});

/** Ends every connection to a database, so many times, at random moments. */
async function endConnections(cluster: PostgresCluster, name: string, times: number): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  for (let time = 0; time < times; time += 1) {
    await sleep(Math.random() * 60);
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
  }
  await client.end();
}

async function createIn(cluster: PostgresCluster, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** Ends everybody else's connections and takes all that the cluster allows. */
async function occupyEveryConnection(cluster: PostgresCluster): Promise<readonly pg.Client[]> {
  const clients: pg.Client[] = [];
  for (;;) {
    const client = new pg.Client({ connectionString: cluster.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch {
      if (clients.length >= 50) return clients;
      throw new Error(`the cluster allows only ${clients.length} connections`);
    }
    clients.push(client);
    onTestFinished(() => client.end());
    if (clients.length === 1)
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname <> 'postgres' and pid <> pg_backend_pid()`,
      );
  }
}
