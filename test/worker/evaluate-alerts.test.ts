import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemViewer, type Viewer } from '../../src/model/viewer.ts';
import { backtestAlerts, readAlerts, replayAlerts } from '../../src/status/alert-view.ts';
import { instanceStore } from '../../src/status/instance-store.ts';
import { alertChore } from '../../src/worker/evaluate-alerts.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { day, entryOf, hour, minute, noon, status } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { addMinutes } from '../support/minute-buckets.ts';
import { objectives } from '../support/objectives.ts';

const [objective] = objectives as [(typeof objectives)[number]];
const slo = objective.name;

let embedded: EmbeddedStore;
let now: number;
const clock = (): number => now;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());
beforeEach(async () => {
  now = noon;
  await emptyTables(embedded.store.db);
  await deployTo(embedded.store, deploymentOf({ objectives: [objective] }), noon);
  await settleAll(embedded.store, noon);
  // Good events all the time; only bad ones from 5 minutes after noon, for 30 minutes.
  const traffic = Array.from({ length: 240 }, (_, index) => {
    const isBad = index >= 65 && index < 95;
    return { at: noon - hour + index * minute, good: isBad ? 0 : 10, bad: isBad ? 10 : 0 };
  });
  await addMinutes(embedded.store, slo, traffic);
});

/** Evaluates at these minutes after noon. */
async function evaluateAt(minutes: readonly number[]): Promise<void> {
  const evaluate = alertChore(embedded.store.db, clock);
  for (const after of minutes) {
    now = noon + after * minute + 20_000;
    await evaluate();
  }
}

function minutesTo(last: number): readonly number[] {
  return Array.from({ length: last + 1 }, (_, index) => index);
}

async function raised() {
  return embedded.store.read.readRaisedAlerts(systemViewer, 0, noon + day);
}

async function backtested() {
  const { alerts } = await backtestAlerts(embedded.store.read, systemViewer, objective, noon, noon + 50 * minute);
  return alerts;
}

/** The alert of the pair 1h/5m. */
async function pageState(viewer: Viewer = systemViewer) {
  const views = await readAlerts(embedded.store.read, viewer, [objective], now);
  return views.find(({ policy }) => policy === 'burn-1h-5m');
}

describe('an evaluation at every full minute', () => {
  it('raises what the back-test finds, and shows it while it goes on', async () => {
    await evaluateAt(minutesTo(30));
    const during = await pageState();
    await evaluateAt(minutesTo(50).slice(30));

    const alerts = await raised();
    // 25 of 60 minutes are bad by then, and the target is 98 %.
    expect(during).toMatchObject({ state: 'firing', peakBurnRate: expect.closeTo(25 / 60 / 0.02, 9) });
    expect(alerts.length).toBeGreaterThan(1);
    expect(alerts).toEqual(await backtested());
    expect(alerts.some(({ policy }) => policy === 'burn-1h-5m')).toBe(true);
  });

  it('looks at no minute twice', async () => {
    await evaluateAt(minutesTo(50));
    const before = await raised();
    await addMinutes(embedded.store, slo, [{ at: noon + 10 * minute, good: 0, bad: 10_000 }]);

    await evaluateAt([50, 49, 20]);

    expect(await raised()).toEqual(before);
    expect(await backtested()).not.toEqual(before);
  });

  it('makes up for the last hour when nobody evaluated meanwhile', async () => {
    await evaluateAt([...minutesTo(5), 48, 50]);

    expect(await raised()).toEqual(await backtested());
  });

  it('leaves older minutes out, as if there had been no data', async () => {
    await evaluateAt([...minutesTo(6), 300]);

    const state = await pageState();
    expect(state).toMatchObject({ evaluatedAt: noon + 300 * minute });
    expect((await raised()).length).toBeLessThan((await backtested()).length);
  });

  it('changes no state while deliveries wait for more than 5 minutes to be counted', async () => {
    await evaluateAt(minutesTo(4));
    const before = await pageState();
    await embedded.store.append([entryOf(status({ at: noon - 10 * minute }))]);

    await evaluateAt([30, 31]);

    expect(before).toMatchObject({ state: 'inactive', isFrozen: false });
    expect(await pageState()).toMatchObject({ ...before, isFrozen: true, evaluatedAt: noon + 31 * minute });
  });

  it('says frozen where there is no data', async () => {
    await evaluateAt([600]);

    expect(await pageState()).toMatchObject({ state: 'inactive', isFrozen: true, peakBurnRate: null });
  });
});

it('of replicas that evaluate at the same time one writes each step', async () => {
  const chores = [1, 2, 3].map(() => alertChore(embedded.store.db, clock));
  for (const after of minutesTo(50)) {
    now = noon + after * minute;
    await Promise.all(chores.map((evaluate) => evaluate()));
  }

  expect(await raised()).toEqual(await backtested());
});

it('a past time is answered by evaluating again', async () => {
  await evaluateAt(minutesTo(30));
  const live = await readAlerts(embedded.store.read, systemViewer, [objective], now);

  const replayed = await replayAlerts(embedded.store.read, systemViewer, [objective], noon + 30 * minute);

  expect(replayed.map(({ policy, state, firingAt }) => [policy, state, firingAt])).toEqual(
    live.map(({ policy, state, firingAt }) => [policy, state, firingAt]),
  );
  expect(live.map(({ state }) => state)).toContain('firing');
});

describe('a viewer', () => {
  const person: Viewer = {
    kind: 'person',
    login: 'octocat',
    role: 'viewer',
    host: 'github.com',
    repositoryIds: [7],
    repositories: [],
  };

  it('who sees sums over some repositories sees what these would have raised, and nothing that all raised', async () => {
    await evaluateAt(minutesTo(30));
    const all: Viewer = { ...person, repositoryIds: [42] };

    expect(await pageState(person)).toMatchObject({ state: 'inactive', peakBurnRate: null });
    expect(await pageState(all)).toMatchObject({ state: 'firing' });
    expect(await embedded.store.read.readRaisedAlerts(person, 0, noon + day)).toEqual([]);
    const { alerts: own } = await backtestAlerts(embedded.store.read, person, objective, noon, noon + 50 * minute);
    expect(own).toEqual([]);
  });

  it('who may not see the objective sees nothing of its alerts', async () => {
    await evaluateAt(minutesTo(30));
    const other: Viewer = { kind: 'everyone', slos: ['another'], repositories: [] };
    const { read } = embedded.store;

    expect(await read.readAlertStates(other)).toEqual([]);
    expect(await read.readRaisedAlerts(other, 0, noon + day)).toEqual([]);
    expect(await read.readSloMinutes(other, { slo, from: 0, to: noon + day })).toEqual([]);
    expect(await read.readSloMinutes({ ...other, slos: [slo] }, { slo, from: noon, to: noon + minute })).toHaveLength(
      1,
    );
  });
});

describe('an SLO that is many', () => {
  const builds = objectives.find(({ name }) => name === 'build-completion') as typeof objective;
  const many = { ...builds, name: 'many', annotations: { 'cislo.dev/group-by': 'name' } };

  it('alerts for the instance that burns, as its own back-test finds', async () => {
    await emptyTables(embedded.store.db);
    await deployTo(embedded.store, deploymentOf({ objectives: [many] }), noon);
    const ended = (name: string, index: number, conclusion: 'success' | 'error') => {
      const at = noon - hour + index * minute;
      const headSha = index.toString(16).padStart(40, '0');
      return entryOf(status({ at, headSha, name, phase: 'final', conclusion }));
    };
    await embedded.store.append(
      Array.from({ length: 120 }, (_, index) => [
        ended('build-good', index, 'success'),
        ended('build-bad', index, index >= 65 && index < 95 ? 'error' : 'success'),
      ]).flat(),
    );
    now = noon + 61 * minute;
    await settleAll(embedded.store, now);

    await evaluateAt(minutesTo(50));

    const views = await readAlerts(embedded.store.read, systemViewer, [many], now);
    const grouping = { slo: 'many', columns: ['name'], values: ['build-bad'] };
    const { alerts } = await backtestAlerts(
      instanceStore(embedded.store.read, grouping),
      systemViewer,
      many,
      noon,
      noon + 50 * minute,
    );
    const firing = views.filter(
      ({ instance, state }) => instance !== null && (state === 'firing' || state === 'resolved'),
    );
    expect(alerts.length).toBeGreaterThan(0);
    expect(firing.map(({ instance, policy, firingAt }) => [instance, policy, firingAt]).sort()).toEqual(
      alerts.map(({ policy, firingAt }) => ['name=build-bad', policy, firingAt]).sort(),
    );
    expect(views.some(({ instance }) => instance === 'name=build-good')).toBe(false);
  });
});
