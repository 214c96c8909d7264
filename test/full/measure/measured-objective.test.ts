import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStep } from '../../../src/generation/build.ts';
import { workReader } from '../../../src/generation/work.ts';
import { createMeasurer } from '../../../src/measure/measure-generations.ts';
import type { Objective } from '../../../src/model/objective.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import { indicatorHash } from '../../../src/slo/indicator-hash.ts';
import { readSloStatus } from '../../../src/status/read-slo-status.ts';
import { readMeasuring } from '../../../src/store/measuring/read-measuring.ts';
import { deleteRetired } from '../../../src/store/prune/delete-retired.ts';
import { verifyStore } from '../../../src/verify/verify-store.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../support/embedded-store.ts';
import { deploymentOf, deployTo } from '../../support/generations.ts';
import { objectives } from '../../support/objectives.ts';
import { createCluster, type PostgresCluster } from '../../support/postgres-cluster.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 2, 31, 12);
const begin = now - 32 * 24 * hour;
let cluster: PostgresCluster;
let embedded: EmbeddedStore;

beforeAll(async () => {
  cluster = await createCluster();
  embedded = await openEmbeddedStore();
  await ask(
    `create table calls (at timestamptz not null, ok boolean not null);
     insert into calls select '${new Date(begin).toISOString()}'::timestamptz + n * interval '97 seconds', n % 13 <> 0 from generate_series(0, 28500) n`,
  );
});
afterAll(async () => {
  await embedded.remove();
  cluster.remove();
});

async function ask(text: string): Promise<readonly Record<string, number>[]> {
  const client = new Client({ connectionString: cluster.url });
  await client.connect();
  const { rows } = (await client.query(text)) as { rows: Record<string, number>[] };
  await client.end();
  return rows;
}

function measured(good: string): Objective {
  const indicator = {
    eventType: 'measured',
    type: 'source',
    connection: { type: 'postgresql', details: { url: 'env:CALLS_URL' } },
    metric: {
      type: 'rows',
      side: 'good',
      query: {
        type: 'sql',
        text: `select at, (${good})::int as good, 1 as total from calls where at >= $1 and at < $2`,
      },
    },
  } as const;
  return {
    ...(objectives[0] as Objective),
    name: 'calls',
    indicator,
    indicatorHash: indicatorHash(indicator),
    conditions: null,
  };
}

const work = workReader(deploymentOf().versions);
const measurer = (clock: () => number) =>
  createMeasurer({ db: embedded.store.db, readWork: work, readVariable: () => cluster.url, clock });

async function readAll(at: number): Promise<void> {
  const one = measurer(() => at);
  while (await one.step());
  await one.close();
  while (await buildStep(embedded.store.db, work, 100, at));
}

async function counts(from: number, to: number): Promise<readonly unknown[]> {
  const [found] = await embedded.store.read.readSloCounts(systemViewer, [{ slo: 'calls', from, to }]);
  return [found?.good, found?.bad];
}

async function readStanding(): Promise<unknown> {
  const [reading] = await readSloStatus(embedded.store.read, systemViewer, [measured('ok')], now);
  return reading?.status.source;
}

async function byHand(from: number, to: number): Promise<readonly unknown[]> {
  const [row] = await ask(
    `select count(*) filter (where ok)::int as good, count(*) filter (where not ok)::int as bad from calls
     where at >= '${new Date(from).toISOString()}' and at < '${new Date(to).toISOString()}'`,
  );
  return [row?.['good'], row?.['bad']];
}

async function differences(): Promise<readonly unknown[]> {
  const { versions } = deploymentOf();
  return (await verifyStore({ store: embedded.store, versions, clock: () => now, drain: async () => undefined }))
    .differences;
}

describe('an objective whose minutes another system measures', () => {
  it('counts what a query by hand counts, over its whole window, and the sums agree', async () => {
    await deployTo(embedded.store, deploymentOf({ objectives: [measured('ok')] }), now);

    await readAll(now);

    const to = now - minute;
    expect(await counts(to - 30 * 24 * hour, to)).toEqual(await byHand(to - 30 * 24 * hour, to));
    expect(await counts(to - 65 * minute, to)).toEqual(await byHand(to - 65 * minute, to));
    expect(await differences()).toEqual([]);
  });

  it('says since when the source is away, and reads what it missed once it is back', async () => {
    const away = now + 20 * minute;
    cluster.stop();
    await readAll(away);
    const [gone] = await readMeasuring(embedded.store.db);
    expect(await readStanding()).toMatchObject({
      away_since: new Date(away).toISOString(),
      reason: expect.any(String),
    });
    cluster.start();
    await ask(
      `insert into calls select '${new Date(now).toISOString()}'::timestamptz + n * interval '1 minute', n % 2 = 0 from generate_series(0, 600) n`,
    );

    await readAll(now + 10 * hour);

    const [back] = await readMeasuring(embedded.store.db);
    const to = now + 10 * hour - minute;
    expect(gone).toMatchObject({
      awaySince: away,
      failures: 1,
      awayReason: expect.stringContaining('does not answer'),
    });
    expect(back).toMatchObject({ awaySince: null, awayReason: null });
    expect(await readStanding()).toEqual({ away_since: null, reason: null, read_until: expect.any(String) });
    expect(await counts(now - hour, to)).toEqual(await byHand(now - hour, to));
  });

  it('takes up events that the source learns of within ten minutes', async () => {
    const at = now + 10 * hour + 5 * minute;
    await readAll(at);
    await ask(`insert into calls values ('${new Date(at - 4 * minute).toISOString()}', false)`);

    await readAll(at + 2 * minute);

    expect(await counts(at - hour, at)).toEqual(await byHand(at - hour, at));
    expect(await differences()).toEqual([]);
  });

  it('of several processes that read at once counts each event once', async () => {
    const at = now + 14 * hour;
    const all = [1, 2, 3].map(() => measurer(() => at));

    for (let any = true; any; ) any = (await Promise.all(all.map((one) => one.step()))).includes(true);
    await Promise.all(all.map((one) => one.close()));

    expect(await counts(now, at - minute)).toEqual(await byHand(now, at - minute));
  });

  it('answers with the old numbers until an edited query has been read over the whole window', async () => {
    const at = now + 14 * hour;
    const to = at - minute;
    const before = await counts(to - 24 * hour, to);
    await deployTo(embedded.store, deploymentOf({ objectives: [measured('not ok')] }), at);
    expect(await counts(to - 24 * hour, to)).toEqual(before);

    await readAll(at);
    while ((await embedded.store.db.transaction().execute((tx) => deleteRetired(tx, 1_000, at + hour))) > 0);

    expect(await counts(to - 24 * hour, to)).toEqual([...before].reverse());
    expect(await readMeasuring(embedded.store.db)).toHaveLength(1);
    expect(await differences()).toEqual([]);
  });
});
