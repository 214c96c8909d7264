import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import { createDoor } from '../../../src/ingest/door.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import type { RecoveryOptions } from '../../../src/recover/recovery-options.ts';
import { runPass } from '../../../src/recover/run-pass.ts';
import { run } from '../../../src/store/database.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { verifyStore } from '../../../src/verify/verify-store.ts';
import { objectiveIn } from '../../slo/built-in-objective.ts';
import { memoryLog } from '../../support/door-server.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { type Attempt, deliveriesFrom, fakeGithub, json, testClient } from '../../support/github-deliveries.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

const start = Date.UTC(2026, 0, 5, 12);
const objectives = [objectiveIn('slos/webhook-acceptance.yaml')];
let now = start;
const clock = (): number => now;

let database: TestDatabase;
let stores: readonly OpenStore[];

beforeAll(() => nock.disableNetConnect());
beforeEach(async () => {
  now = start;
  database = await createDatabase();
  stores = await Promise.all([1, 2, 3].map(() => openStore({ databaseUrl: database.url, dataDir: '' })));
  await deployTo(stores[0] as OpenStore, deploymentOf({ objectives }), now);
});
afterEach(async () => {
  nock.cleanAll();
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});
afterAll(() => {
  nock.enableNetConnect();
});

async function replica(store: OpenStore, holder: string): Promise<RecoveryOptions> {
  const log = memoryLog();
  const door = createDoor({ secrets: [], hosts: ['github.com'], store, log, clock });
  const client = await testClient({ clock, timeoutMs: 2_000 });
  return { client, store, config: { pull: false, retention: { days: 400 } }, clock, log, ingest: door.accept, holder };
}

/** The same steps from the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function expectEachOnce(attempts: readonly Attempt[]): Promise<void> {
  const [store] = stores as readonly [OpenStore];
  await settleAll(store, now);
  const log = await run<{ guid: string }>(store.db, `select guid from observation_log`);
  expect(log.map(({ guid }) => guid).sort()).toEqual([...new Set(attempts.map(({ guid }) => guid))].sort());
  expect(await run(store.db, `select fetch_state, count(*) as count from hook_deliveries group by 1`)).toEqual([
    { fetch_state: 'recovered', count: log.length },
  ]);
  expect(await store.read.readTotals(systemViewer)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'webhook_missed', value: log.length }),
      expect.objectContaining({ label: 'webhook-acceptance/bad', value: log.length }),
    ]),
  );
  const { differences } = await verifyStore({
    store,
    versions: ownVersions,
    clock,
    drain: async () => undefined,
  });
  expect(differences).toEqual([]);
}

describe('three replicas on one database', () => {
  it('at it at the same time, without a lease that holds, lose and double nothing', async () => {
    const github = fakeGithub({ pageSize: 7 });
    github.setClock(clock);
    const attempts = deliveriesFrom(1, 60, start - 3_600_000, 502);
    github.attempts.push(
      ...attempts,
      ...attempts
        .slice(0, 20)
        .map((attempt) => ({ ...attempt, id: Number(attempt.id) + 1_000, at: attempt.at + 600_000, redelivery: true })),
    );
    const parts = await Promise.all(stores.map((store, index) => replica(store, `r${index}`)));
    // Leases of different names: every replica thinks that it is alone, and knows nothing of what the others have read.
    const alone = parts.map((options) => ({ ...options, client: { ...options.client, scope: options.holder } }));

    for (let round = 0; round < 3; round += 1) {
      await Promise.all(alone.map((options) => runPass(options, new AbortController().signal)));
      now += 120_000;
    }

    await expectEachOnce(attempts);
  });

  it('share the work: one at a time asks GitHub', async () => {
    const github = fakeGithub();
    github.setClock(clock);
    const attempts = deliveriesFrom(1, 20, start - 3_600_000, 502);
    github.attempts.push(...attempts);
    const parts = await Promise.all(stores.map((store, index) => replica(store, `r${index}`)));

    const passes = await Promise.all(parts.map((options) => runPass(options, new AbortController().signal)));

    expect(passes.map(({ recovered }) => recovered).sort((a, b) => a - b)).toEqual([0, 0, 20]);
    expect(github.details()).toHaveLength(20);
    await expectEachOnce(attempts);
  });
});

describe('a process that is stopped at random moments while GitHub’s API fails at random', () => {
  it.each([1, 2, 3, 4, 5])('loses and doubles nothing (%i)', async (seed) => {
    const chance = random(seed);
    const github = fakeGithub({ pageSize: 10 });
    github.setClock(clock);
    const attempts = deliveriesFrom(1, 80, start - 6 * 3_600_000, 502);
    github.attempts.push(...attempts);
    const faults = [
      () => json(500, {}),
      () => json(502, {}),
      () =>
        json(
          403,
          { message: 'API rate limit exceeded' },
          { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(now / 1000) + 30) },
        ),
      () => ({ status: 200, body: '{"id": 1, "request": {"payl' }),
      () => ({ ...json(200, []), delayMs: 6_000 }),
    ];
    github.interfere = () => (chance() < 0.2 ? (faults[Math.floor(chance() * faults.length)]?.() ?? null) : null);

    for (let life = 0; life < 60; life += 1) {
      const stopper = new AbortController();
      const options = await replica(stores[life % 3] as OpenStore, `life ${life}`);
      let steps = Math.floor(chance() * 30);
      const mortal: RecoveryOptions = {
        ...options,
        ingest: async (...delivery) => {
          const stored = await options.ingest(...delivery);
          steps -= 1;
          if (steps === 0) throw new Error('killed');
          return stored;
        },
      };
      await runPass(mortal, stopper.signal).catch((error: Error) => expect(error.message).toBe('killed'));
      await settleAll(stores[0] as OpenStore, now);
      now += 120_000;
    }
    github.interfere = () => null;
    now += 2 * 3_600_000;
    await runPass(await replica(stores[0] as OpenStore, 'last'), new AbortController().signal);

    await expectEachOnce(attempts);
  });
});
