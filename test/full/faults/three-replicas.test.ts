import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { deliver, deliverAll } from '../../support/deliver.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { expectSameMetrics } from '../replicas/expect-same-metrics.ts';
import { shuffled } from '../replicas/shuffled.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';
import { startReplica } from './start-replica.ts';

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
    const deliveries = pastMonth(2_000, 'faults of the database');
    const urls = replicas.map((replica) => replica.url);
    const sending = deliver(urls, deliveries);
    await sleep(300);
    await replicas[0]?.kill();
    const unacknowledged = await sending;

    await deliverAll(urls.slice(1), unacknowledged);

    await Promise.all(replicas.map((replica) => replica.stop()));
    await expectNothingLost(database.url, { deliveries, expected: await undisturbedRows(deliveries) });
  });
});
