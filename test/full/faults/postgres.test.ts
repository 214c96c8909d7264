import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver, deliverAll, type SignedDelivery } from '../../support/deliver.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createCluster, type PostgresCluster } from '../../support/postgres-cluster.ts';
import { startServerProcess } from '../../support/server-process.ts';
import { environmentOf, inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';

let deliveries: readonly SignedDelivery[];
let expected: string;

beforeAll(async () => {
  deliveries = pastMonth(2_000, 'faults of the database');
  expected = await undisturbedRows(deliveries);
});

async function expectNothingLost(databaseUrl: string): Promise<void> {
  const { rows, differences } = await inspect({ databaseUrl, dataDir: '' });
  expect(rows === expected).toBe(true);
  expect(differences).toEqual([]);
}

describe('a PostgreSQL that fails', () => {
  let cluster: PostgresCluster;
  beforeAll(() => {
    cluster = createCluster(5499);
  });
  afterAll(() => cluster.remove());

  it('by kill -9 in a load loses nothing that was acknowledged and doubles nothing', async () => {
    const server = await startServerProcess(environmentOf({ databaseUrl: cluster.url, dataDir: '' }));
    const answers: number[] = [];
    const sending = deliver(server.url, deliveries, { onAnswer: (status) => answers.push(status) });
    await sleep(300);
    cluster.kill();
    await sleep(1_000);
    cluster.start();
    const unacknowledged = await sending;

    await deliverAll(server.url, unacknowledged);
    await server.stop();

    expect(unacknowledged.length).toBeGreaterThan(0);
    // No answer but stored or "come back".
    expect(answers.filter((status) => status !== 200 && status !== 202 && status !== 503)).toEqual([]);
    await expectNothingLost(cluster.url);
  });

  it('for 60 s makes the door say "come back", keeps the process alive, and is caught up with', async () => {
    const url = await createIn(cluster, 'away');
    const server = await startServerProcess(environmentOf({ databaseUrl: url, dataDir: '' }));
    const half = deliveries.length >> 1;
    await deliverAll(server.url, deliveries.slice(0, half));

    cluster.stop();
    const refused = await deliver(server.url, deliveries.slice(half), { concurrency: 4 });
    const alive = await fetch(`${server.url}/healthz`);
    const ready = await fetch(`${server.url}/readyz`);
    await sleep(60_000);
    cluster.start();
    await deliverAll(server.url, refused);
    await server.stop();

    expect(refused).toHaveLength(deliveries.length - half);
    expect([alive.status, ready.status]).toEqual([200, 503]);
    await expectNothingLost(url);
  });

  it('with no free connection makes the door say "come back", and everything is stored in the end', async () => {
    const url = await createIn(cluster, 'crowded');
    const server = await startServerProcess(environmentOf({ databaseUrl: url, dataDir: '' }));
    const crowd = await occupyEveryConnection(cluster);

    const refused = await deliver(server.url, deliveries.slice(0, 200), { concurrency: 64 });
    const alive = await fetch(`${server.url}/healthz`);
    await Promise.all(crowd.map((client) => client.end()));
    await deliverAll(server.url, deliveries);
    await server.stop();

    expect(refused.length).toBeGreaterThan(0);
    expect(alive.status).toBe(200);
    await expectNothingLost(url);
  });
});

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
    if (clients.length === 1)
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname <> 'postgres' and pid <> pg_backend_pid()`,
      );
  }
}

describe('on a PostgreSQL that works', () => {
  let database: TestDatabase;
  async function onFreshDatabase(work: (url: string) => Promise<void>): Promise<void> {
    database = await createDatabase();
    try {
      await work(database.url);
      await expectNothingLost(database.url);
    } finally {
      await database.drop();
    }
  }

  it('the same deliveries sent three times, shuffled, to three replicas count once', async () => {
    await onFreshDatabase(async (url) => {
      const environment = environmentOf({ databaseUrl: url, dataDir: '' });
      const replicas = await Promise.all([1, 2, 3].map(() => startServerProcess(environment)));
      const shuffled = [...deliveries, ...deliveries, ...deliveries].sort(() => Math.random() - 0.5);

      await deliverAll(
        replicas.map((replica) => replica.url),
        shuffled,
      );

      const scrapes = await Promise.all(
        replicas.map(async (replica) => (await fetch(`${replica.url}/metrics`)).text()),
      );
      const durable = scrapes.map((text) =>
        text.split('\n').filter((line) => /^cislo_(jobs|job_|revision|slo_events|slo_window)/.test(line)),
      );
      expect(durable[1]).toEqual(durable[0]);
      expect(durable[2]).toEqual(durable[0]);
      await Promise.all(replicas.map((replica) => replica.stop()));
    });
  });

  it('one of three replicas killed in a load loses nothing and doubles nothing', async () => {
    await onFreshDatabase(async (url) => {
      const environment = environmentOf({ databaseUrl: url, dataDir: '' });
      const replicas = await Promise.all([1, 2, 3].map(() => startServerProcess(environment)));
      const urls = replicas.map((replica) => replica.url);
      const sending = deliver(urls, deliveries);
      await sleep(300);
      await replicas[0]?.kill();
      const unacknowledged = await sending;

      await deliverAll(urls.slice(1), unacknowledged);

      await Promise.all(replicas.slice(1).map((replica) => replica.stop()));
    });
  });
});
