import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import type { ListedDelivery } from '../../src/github/listed-delivery.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { applyOutcome } from '../../src/recover/apply-outcome.ts';
import { noProgress } from '../../src/recover/progress.ts';
import { recordPage } from '../../src/recover/record-page.ts';
import { prune } from '../../src/retain/prune.ts';
import { run } from '../../src/store/database.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { readDeliveries } from '../../src/store/recovery/read-deliveries.ts';
import { saveDeliveries } from '../../src/store/recovery/save-deliveries.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { objectiveIn } from '../slo/built-in-objective.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';

const now = Date.UTC(2026, 0, 5, 12);
const graceMs = 60_000;
const objectives = [objectiveIn('slos/webhook-acceptance.yaml')];

let dataDir: string;
let store: OpenStore;
beforeAll(async () => {
  dataDir = freshDataDir();
  store = await openStore({ databaseUrl: null, dataDir });
  await deployTo(store, deploymentOf({ objectives, graceMs }), now);
});
beforeEach(() => emptyTables(store.db));
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

let nextId = 1;
function attempt(guid: string, statusCode: number, changes: Partial<ListedDelivery> = {}): ListedDelivery {
  nextId += 1;
  const base = { id: String(nextId), guid, at: now - 3_600_000 + nextId, redelivery: false, seconds: 0.2, statusCode };
  return { ...base, event: 'status', action: null, repositoryId: 7, ...changes };
}

function record(items: readonly ListedDelivery[], judged = true): Promise<void> {
  return recordPage(store.db, items, { key: 'recovery:test', value: noProgress }, { host: 'github.com', judged, now });
}

async function settle(at = now): Promise<void> {
  await settleAll(store, at, { settled: 100 });
}

async function counts() {
  const [row] = await store.read.readSloCounts(systemViewer, [
    { slo: 'webhook-acceptance', from: now - 86_400_000, to: now + 86_400_000 },
  ]);
  return [row?.good, row?.bad, row?.excluded];
}

async function totals(): Promise<Record<string, number>> {
  return Object.fromEntries(
    (await store.read.readTotals(systemViewer)).map(({ name, label, value }) => [`${name} ${label}`.trim(), value]),
  );
}

const verify = () => verifyStore({ store, versions: ownVersions, clock: () => now, drain: async () => undefined });

describe('the acceptance of deliveries', () => {
  it('is good by the answer to the first attempt alone', async () => {
    await record([
      attempt('ok', 200),
      attempt('of no use', 202, { event: 'ping', repositoryId: null }),
      attempt('refused', 401),
      attempt('down', 502),
      attempt('down', 200, { redelivery: true }),
      attempt('no answer', 0),
    ]);
    await settle();

    expect(await counts()).toEqual([2, 3, 0]);
    expect(await totals()).toMatchObject({
      'slo_events webhook-acceptance/good': 2,
      'slo_events webhook-acceptance/bad': 3,
    });
    expect((await verify()).differences).toEqual([]);
  });

  it('waits for the first attempt to be known', async () => {
    await record([attempt('g', 200, { redelivery: true })]);
    await settle();
    const before = await counts();
    await record([attempt('g', 502)]);
    await settle();

    expect([before, await counts()]).toEqual([
      [0, 0, 0],
      [0, 1, 0],
    ]);
    expect(await totals()).not.toHaveProperty('slo_corrections webhook-acceptance');
  });

  it('is pending until GitHub can no longer be waiting', async () => {
    await record([attempt('g', 502, { at: now - 90_000 })]);
    await settle();
    const pending = await store.read.readPending(systemViewer);
    await settle(now + graceMs);

    expect([...pending]).toEqual([['webhook-acceptance', 1]]);
    expect(await counts()).toEqual([0, 1, 0]);
  });

  it('is not judged in pull mode', async () => {
    await record([attempt('g', 502), attempt('h', 200)], false);
    await settle();

    expect(await counts()).toEqual([0, 0, 0]);
    expect((await verify()).differences).toEqual([]);
  });

  it('is the same however often it is recorded and settled', async () => {
    const items = [attempt('a', 200), attempt('b', 502), attempt('c', 202)];
    for (let round = 0; round < 3; round += 1) {
      await record(items);
      await settle();
    }

    expect(await counts()).toEqual([2, 1, 0]);
  });
});

describe('what was missed', () => {
  async function fetched(guid: string, stored: 'stored' | 'ignored' | 'lost'): Promise<void> {
    const [delivery] = await readDeliveries(store.db, [{ repositoryId: 7, host: 'github.com', id: guid }]);
    const lost = { ...delivery!, refusals: 3 };
    const after =
      stored === 'lost'
        ? applyOutcome(lost, { type: 'refused', reason: 'gone' }, now, 0)
        : applyOutcome(delivery!, { type: 'ingested', stored }, now, 0);
    await saveDeliveries(store.db, [after], now);
    await settle();
  }

  it('counts once, whether it was recovered or lost', async () => {
    await record([attempt('a', 502), attempt('b', 502), attempt('c', 202), attempt('d', 502)]);
    await settle();
    expect(await totals()).not.toHaveProperty('webhook_missed');
    await fetched('a', 'stored');
    await fetched('b', 'lost');
    await fetched('c', 'ignored');

    expect(await totals()).toMatchObject({
      webhook_missed: 2,
      'webhook_recovery recovered': 1,
      'webhook_recovery lost': 1,
      'webhook_recovery ignored': 1,
    });
    expect((await verify()).differences).toEqual([]);
  });

  it('is nothing in pull mode but what was lost', async () => {
    await record([attempt('a', 502), attempt('b', 502)], false);
    await fetched('a', 'stored');
    await fetched('b', 'lost');

    expect(await totals()).toMatchObject({
      webhook_missed: 1,
      'webhook_recovery recovered': 1,
      'webhook_recovery lost': 1,
    });
  });

  it('stays counted after its rows have passed their retention', async () => {
    await record([attempt('old', 502, { at: now - 40 * 86_400_000 }), attempt('young', 200)]);
    await fetched('old', 'lost');
    const before = await totals();

    const removed = await prune(store.db, now - 30 * 86_400_000);

    expect(removed).toBe(1);
    expect(await totals()).toEqual(before);
    expect(await run(store.db, `select id from hook_deliveries`)).toEqual([{ id: 'young' }]);
    expect((await verify()).differences).toEqual([]);
  });
});

it('verify finds a verdict on a delivery that its row does not say', async () => {
  await record([attempt('a', 502)]);
  await settle();
  await run(store.db, `update verdicts set verdict = 'good'`);

  expect((await verify()).differences).toMatchObject([
    {
      what: 'verdict',
      key: 'webhook-acceptance a',
      expected: expect.stringMatching(/^bad/),
      found: expect.stringMatching(/^good/),
    },
  ]);
});
