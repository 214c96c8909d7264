import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { rollUpMinutes } from '../../src/retain/roll-up-minutes.ts';
import { readSloHistory } from '../../src/status/read-slo-history.ts';
import { readSloStatus } from '../../src/status/read-slo-status.ts';
import { run } from '../../src/store/database.ts';
import { deleteMinutes, readMinutesFrom, writeMinutesFrom } from '../../src/store/minute-retention.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { day, entryOf, hour, minute, noon, pullRequest } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { addMinutes } from '../support/minute-buckets.ts';
import { objectives } from '../support/objectives.ts';

const [objective] = objectives as [(typeof objectives)[number]];
const slo = objective.name;
const retention = { days: 10, windowDays: 30 };
/** Midnight after the day of `noon`. */
const midnight = noon + 12 * hour;
const now = midnight + 50 * day;
/** 10 days, the window of 30, and four more. */
const border = now - 44 * day;

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());
beforeEach(async () => {
  await emptyTables(embedded.store.db);
  await run(embedded.store.db, `delete from state where key = 'minutes_from'`);
  await deployTo(embedded.store, deploymentOf(), now);
  await settleAll(embedded.store, now);
});

async function countRows(seconds: number): Promise<number> {
  const [row] = await run<{ readonly n: number }>(
    embedded.store.db,
    'select count(*) as n from slo_buckets where seconds = $1 and repository_id = 0',
    [seconds],
  );
  return row?.n ?? 0;
}

describe('minutes past their retention', () => {
  it('change no answer for a time that is within it', async () => {
    const minutes = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 50 * 24 * 60 }).map((index) => midnight + index * minute),
        good: fc.integer({ min: 0, max: 9 }),
        bad: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 40, maxLength: 120 },
    );
    await fc.assert(
      fc.asyncProperty(minutes, fc.integer({ min: 0, max: 10 * 24 * 60 - 1 }), async (traffic, ago) => {
        await run(embedded.store.db, `delete from state where key = 'minutes_from'`);
        await run(embedded.store.db, 'delete from slo_buckets');
        await addMinutes(embedded.store, slo, traffic);
        const at = now - ago * minute;
        const answers = async () => [
          await readSloStatus(embedded.store.read, systemViewer, [objective], at),
          await readSloHistory(embedded.store.read, systemViewer, objective, {
            since: now - 9 * day,
            until: now,
            stepMs: 6 * hour,
          }),
        ];
        const before = await answers();

        await rollUpMinutes(embedded.store.db, now, retention);

        expect(await answers()).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  it('leave the hours, which answer for what lies further back', async () => {
    const traffic = Array.from({ length: 600 }, (_, index) => ({
      at: midnight + index * minute,
      good: 1,
      bad: index % 2,
    }));
    await addMinutes(embedded.store, slo, [...traffic, { at: now - day, good: 1, bad: 0 }]);

    expect(await rollUpMinutes(embedded.store.db, now, retention)).toBe(1_200);

    expect(await readMinutesFrom(embedded.store.db)).toBe(border);
    expect([await countRows(60), await countRows(3600)]).toEqual([1, 11]);
    const window = { slo, from: midnight, to: midnight + 10 * hour };
    expect(await embedded.store.read.readSloCounts(systemViewer, [window])).toMatchObject([{ good: 600, bad: 300 }]);
    expect(await embedded.store.read.readSloMinutes(systemViewer, window)).toEqual(
      Array.from({ length: 10 }, (_, index) => ({ at: midnight + index * hour, good: 60, bad: 30, excluded: 0 })),
    );
    const edge = { slo, from: midnight + 30 * minute, to: midnight + 2 * hour + minute };
    expect(await embedded.store.read.readSloCounts(systemViewer, [edge])).toMatchObject([{ good: 120, bad: 60 }]);
    const over = { slo, from: midnight, to: now };
    expect((await embedded.store.read.readSloMinutes(systemViewer, over)).at(-1)).toEqual({
      at: now - day,
      good: 1,
      bad: 0,
      excluded: 0,
    });
  });

  it('are looked for once a day, and count nowhere when they come late', async () => {
    await rollUpMinutes(embedded.store.db, now, retention);
    await addMinutes(embedded.store, slo, [{ at: midnight, good: 0, bad: 5 }]);

    expect(await rollUpMinutes(embedded.store.db, now + 23 * hour, retention)).toBe(0);
    const window = { slo, from: midnight, to: midnight + 2 * hour };
    expect(await embedded.store.read.readSloMinutes(systemViewer, window)).toEqual([
      { at: midnight, good: 0, bad: 5, excluded: 0 },
    ]);
    expect(await rollUpMinutes(embedded.store.db, now + day, retention)).toBe(2);
  });

  it('are no difference to verify, in the middle of their removal too', async () => {
    await embedded.store.append([entryOf(pullRequest({ at: noon }))]);
    await settleAll(embedded.store, now);
    const { store } = embedded;
    const verify = () => verifyStore({ store, versions: ownVersions, clock: () => now, drain: async () => undefined });
    expect(await countRows(60)).toBeGreaterThan(0);

    await writeMinutesFrom(store.db, border);
    await deleteMinutes(store.db, border, 1);

    expect((await verify()).differences).toEqual([]);
    while ((await deleteMinutes(store.db, border, 1)) > 0);
    expect(await verify()).toMatchObject({ checked: expect.any(Number), differences: [] });
  });

  it('and hours are the sum of minutes, days of hours: verify says where they are not', async () => {
    await embedded.store.append([entryOf(pullRequest({ at: noon }))]);
    await settleAll(embedded.store, now);
    const { store } = embedded;
    await run(store.db, 'update slo_buckets set good = good + 1 where seconds = 86400');

    const { differences } = await verifyStore({
      store,
      versions: ownVersions,
      clock: () => now,
      drain: async () => undefined,
    });

    expect(differences.length).toBeGreaterThan(0);
    expect(differences.every(({ what, key }) => what === 'rollup' && key.includes(' 86400 '))).toBe(true);
  });
});
