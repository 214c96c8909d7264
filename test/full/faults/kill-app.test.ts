import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver, deliverAll, type SignedDelivery } from '../../support/deliver.ts';
import { createDatabase } from '../../support/postgres.ts';
import { startServerProcess } from '../../support/server-process.ts';
import { type Database, environmentOf, inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';

const kills = 20;

describe('a server that is killed at 20 random moments of a replay', () => {
  let deliveries: readonly SignedDelivery[];
  let expected: string;
  let dataDir: string;

  beforeAll(async () => {
    deliveries = pastMonth(3_000);
    dataDir = await mkdtemp(join(tmpdir(), 'cislo-kill-'));
    expected = await undisturbedRows(deliveries);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function replayWithKills(database: Database): Promise<void> {
    let left = deliveries;
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startServerProcess(environmentOf(database));
      const share = left.slice(0, Math.ceil(left.length / (kills - kill)));
      const abort = new AbortController();
      const sending = deliver(server.url, share, { signal: abort.signal });
      await sleep(Math.random() * 250);
      await server.kill();
      abort.abort();
      const unacknowledged = await sending;
      left = [...unacknowledged, ...left.slice(share.length)];
    }
    const server = await startServerProcess(environmentOf(database));
    await deliverAll(server.url, left);
    await server.stop();
  }

  it('loses nothing and doubles nothing on the embedded database', async () => {
    const database = { databaseUrl: null, dataDir };

    await replayWithKills(database);

    const { rows, differences } = await inspect(database);
    expect(rows === expected).toBe(true);
    expect(differences).toEqual([]);
  });

  it('loses nothing and doubles nothing on PostgreSQL', async () => {
    const postgres = await createDatabase();
    const database = { databaseUrl: postgres.url, dataDir };

    await replayWithKills(database);

    const { rows, differences } = await inspect(database);
    await postgres.drop();
    expect(rows === expected).toBe(true);
    expect(differences).toEqual([]);
  });
});
