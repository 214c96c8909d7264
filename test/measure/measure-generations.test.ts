import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStep } from '../../src/generation/build.ts';
import { workReader } from '../../src/generation/work.ts';
import { createMeasurer, type Measurer } from '../../src/measure/measure-generations.ts';
import type { Objective } from '../../src/model/objective.ts';
import { systemViewer, type Viewer } from '../../src/model/viewer.ts';
import { indicatorHash } from '../../src/slo/indicator-hash.ts';
import { readAwaySlos } from '../../src/store/measuring/read-away-slos.ts';
import { readMeasuring } from '../../src/store/measuring/read-measuring.ts';
import { deleteRetired } from '../../src/store/prune/delete-retired.ts';
import { startAnsweringPrometheus } from '../support/answering-prometheus.ts';
import type { AnsweringServer } from '../support/answering-server.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { deploymentOf, deployTo } from '../support/generations.ts';
import { objectives } from '../support/objectives.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 2, 31, 12);
const work = workReader(deploymentOf().versions);
/** Three events a minute, and each fifth minute one of them fails. */
const expressions = {
  all: [{ labels: {}, valueAt: () => 3 }],
  good: [{ labels: {}, valueAt: (at: number) => ((at / minute) % 5 === 0 ? 2 : 3) }],
};
let embedded: EmbeddedStore;
let server: AnsweringServer;
let beforeAnswer: () => Promise<void>;
/** Each test has an objective of its own. */
let name = 'calls';

beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());
beforeEach(async () => {
  name = `${name}-again`;
  await deployTo(embedded.store, deploymentOf(), now);
  await emptyTables(embedded.store.db);
  beforeAnswer = async () => undefined;
  server = await listen();
});
afterEach(() => server.close());

function listen(port = 0): Promise<AnsweringServer> {
  return startAnsweringPrometheus(expressions, { beforeAnswer: () => beforeAnswer(), port });
}

function measured(side: 'good' | 'bad'): Objective {
  const metric = {
    type: 'ratio',
    counter: false,
    side,
    outcome: { type: 'promql', text: 'good' },
    total: { type: 'promql', text: 'all' },
  } as const;
  const connection = { type: 'prometheus', details: { url: 'env:URL' } } as const;
  const indicator = { eventType: 'measured', type: 'source', connection, metric } as const;
  return {
    ...(objectives[0] as Objective),
    name,
    window: { type: 'rolling', ms: 12 * hour, text: '12h' },
    indicator,
    indicatorHash: indicatorHash(indicator),
    conditions: null,
  };
}

const deployMeasured = (side: 'good' | 'bad') =>
  deployTo(embedded.store, deploymentOf({ objectives: [measured(side)] }), now);
const measurer = (clock: () => number): Measurer =>
  createMeasurer({ db: embedded.store.db, readWork: work, readVariable: () => server.url, clock });

async function readAll(at: number): Promise<void> {
  const one = measurer(() => at);
  while (await one.step());
  await one.close();
  while (await buildStep(embedded.store.db, work, 100, at));
}

async function counts(from: number, to: number): Promise<readonly unknown[]> {
  const [found] = await embedded.store.read.readSloCounts(systemViewer, [{ slo: name, from, to }]);
  return [found?.good, found?.bad];
}

describe('minutes that another system measures', () => {
  it('are counted over the whole window, and what is read again is counted once', async () => {
    await deployMeasured('good');

    await readAll(now);
    await readAll(now + 5 * minute);

    const to = now + 4 * minute;
    expect(await counts(to - 10 * hour, to)).toEqual([600 * 3 - 120, 120]);
  });

  it('nothing is read where no objective needs it', async () => {
    await deployTo(embedded.store, deploymentOf(), now);

    await readAll(now);

    expect(server.asked).toEqual([]);
    expect(await readMeasuring(embedded.store.db)).toEqual([]);
  });

  it('a source that is away is said to be, is left alone for a while, and then what it missed is read', async () => {
    await deployMeasured('good');
    await readAll(now);
    const { port } = new URL(server.url);
    await server.close();

    await readAll(now + 20 * minute);
    const [gone] = await readMeasuring(embedded.store.db);
    const away = await readAwaySlos(embedded.store.db);
    const { read } = embedded.store;
    const everyone: Viewer = { kind: 'everyone', slos: [name], repositories: [] };
    const [toSystem] = await read.readSourceStandings(systemViewer);
    const [toEveryone] = await read.readSourceStandings(everyone);
    server = await listen(Number(port));
    await readAll(now + 20 * minute + 1_000);
    const [spared] = await readMeasuring(embedded.store.db);
    await readAll(now + 30 * minute);

    expect([...away]).toEqual([name]);
    // The reason may name the address of the source.
    expect(toSystem?.awayReason).toContain('does not answer');
    expect(toEveryone).toEqual({ ...toSystem, awayReason: null });
    expect(gone).toMatchObject({
      awaySince: now + 20 * minute,
      awayReason: expect.stringContaining('does not answer'),
      failures: 1,
    });
    expect(spared).toEqual(gone);
    expect(await readMeasuring(embedded.store.db)).toMatchObject([{ awaySince: null, awayReason: null }]);
    expect(await counts(now, now + 29 * minute)).toEqual([29 * 3 - 5, 5]);
  });

  it('of two processes one reads for a generation', async () => {
    await deployMeasured('good');
    const two = [measurer(() => now), measurer(() => now)];

    for (let any = true; any; ) any = (await Promise.all(two.map((one) => one.step()))).includes(true);
    await Promise.all(two.map((one) => one.close()));

    expect(await counts(now - minute - 10 * hour, now - minute)).toEqual([600 * 3 - 120, 120]);
  });

  it('an edited query replaces the old numbers once it has been read, and leaves nothing of the old one', async () => {
    await deployMeasured('good');
    await readAll(now);
    const to = now - minute;
    await deployMeasured('bad');
    const before = await counts(to - 10 * hour, to);

    await readAll(now);
    while ((await embedded.store.db.transaction().execute((tx) => deleteRetired(tx, 1_000, now + hour))) > 0);

    expect(before).toEqual([600 * 3 - 120, 120]);
    expect(await counts(to - 10 * hour, to)).toEqual([120, 600 * 3 - 120]);
    expect(await readMeasuring(embedded.store.db)).toHaveLength(1);
  });

  it('an answer for an objective that went away meanwhile is not written', async () => {
    await deployMeasured('good');
    beforeAnswer = async () => {
      beforeAnswer = async () => undefined;
      await deployTo(embedded.store, deploymentOf(), now);
    };
    const one = measurer(() => now);

    await one.step();
    await one.step();
    await one.close();

    const written = await embedded.store.db.selectFrom('slo_buckets').selectAll().execute();
    expect(server.asked.length).toBeGreaterThan(0);
    expect(written).toEqual([]);
  });
});
