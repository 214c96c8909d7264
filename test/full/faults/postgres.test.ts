import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { deliver, deliverAll, type SignedDelivery } from '../../support/deliver.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createCluster, type PostgresCluster } from '../../support/postgres-cluster.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { environmentOf, inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { expectSameMetrics } from '../replicas/expect-same-metrics.ts';
import { shuffled } from '../replicas/shuffled.ts';

let deliveries: readonly SignedDelivery[];
let expected: string;

beforeAll(async () => {
  deliveries = pastMonth(2_000, 'faults of the database');
  expected = await undisturbedRows(deliveries);
});

async function expectNothingLost(databaseUrl: string, month = { deliveries, expected }): Promise<void> {
  const found = await inspect({ databaseUrl, dataDir: '' });
  // A month holds a few deliveries twice, as GitHub sends them.
  expect(found.deliveries).toBe(new Set(month.deliveries.map(({ guid }) => guid)).size);
  expect(found.rows === month.expected).toBe(true);
  expect(found.differences).toEqual([]);
}

/** A server that ends with the test, however that goes. */
async function startReplica(databaseUrl: string): Promise<ServerProcess> {
  const server = await startServerProcess(environmentOf({ databaseUrl, dataDir: '' }));
  onTestFinished(server.kill);
  return server;
}

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
    await expectNothingLost(url);
  });

  it('for 60 s makes the door say "come back", keeps the process alive, and is caught up with', async () => {
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
    await expectNothingLost(url);
  });

  it('with no free connection makes the door say "come back", and everything is stored in the end', async () => {
    const url = await createIn(cluster, 'crowded');
    const server = await startReplica(url);
    const crowd = await occupyEveryConnection(cluster);

    const refused = await deliver(server.url, deliveries.slice(0, 200), { concurrency: 64 });
    await expectAlive(server);
    await Promise.all(crowd.map((client) => client.end()));
    await deliverAll(server.url, deliveries);
    await server.stop();

    expect(refused.length).toBeGreaterThan(0);
    await expectNothingLost(url);
  });

  it('by ending connections in the middle of their work, 100 times, loses and doubles nothing and ends no process', async () => {
    const url = await createIn(cluster, 'interrupted');
    const server = await startReplica(url);

    const [unacknowledged] = await Promise.all([
      deliver(server.url, deliveries, { concurrency: 4 }),
      endConnections(cluster, 'interrupted', 100),
    ]);

    await expectAlive(server);
    await deliverAll(server.url, unacknowledged);
    await server.stop();
    await expectNothingLost(url);
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

describe('three replicas on a PostgreSQL that works', () => {
  let database: TestDatabase;
  let replicas: readonly ServerProcess[];
  beforeEach(async () => {
    database = await createDatabase();
    onTestFinished(database.drop);
    replicas = await Promise.all([1, 2, 3].map(() => startReplica(database.url)));
  });

  it('count 10,000 deliveries once that were sent three times, shuffled', async () => {
    const large = [...new Map(pastMonth(10_200, 'three times').map((each) => [each.guid, each])).values()];
    const once = large.slice(0, 10_000);
    const urls = replicas.map((replica) => replica.url);

    await deliverAll(urls, shuffled([...once, ...once, ...once]));

    await expectSameMetrics(urls);
    await Promise.all(replicas.map((replica) => replica.stop()));
    expect(once).toHaveLength(10_000);
    await expectNothingLost(database.url, { deliveries: once, expected: await undisturbedRows(once) });
  });

  it('lose nothing and double nothing when one of them is killed in a load', async () => {
    const urls = replicas.map((replica) => replica.url);
    const sending = deliver(urls, deliveries);
    await sleep(300);
    await replicas[0]?.kill();
    const unacknowledged = await sending;

    await deliverAll(urls.slice(1), unacknowledged);

    await Promise.all(replicas.map((replica) => replica.stop()));
    await expectNothingLost(database.url);
  });
});
