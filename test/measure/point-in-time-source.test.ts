import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workReader } from '../../src/generation/work.ts';
import { createMeasurer } from '../../src/measure/measure-generations.ts';
import { pointInTimeSource } from '../../src/measure/point-in-time-source.ts';
import type { Objective, PointInTimeIndicator } from '../../src/model/objective.ts';
import type { SentEvent } from '../../src/model/sent-event.ts';
import { indicatorHash } from '../../src/slo/indicator-hash.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { deploymentOf, deployTo } from '../support/generations.ts';
import { conditionOf, objectives } from '../support/objectives.ts';
import { freshness } from '../support/point-in-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 2, 31, 12);
const work = workReader(deploymentOf().versions);
let embedded: EmbeddedStore;

beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());
beforeEach(() => emptyTables(embedded.store.db));

function event(id: number, changes: Partial<SentEvent>): SentEvent {
  return {
    source: '/data',
    eventId: String(id),
    type: 'asset',
    subject: 'orders',
    repository: null,
    at: now,
    outcome: 'success',
    data: null,
    quirks: [],
    job: null,
    receivedAt: now,
    ...changes,
  };
}

function objectiveWith(indicator: PointInTimeIndicator): Objective {
  return {
    ...(objectives[0] as Objective),
    name: 'fresh-assets',
    window: { type: 'rolling', ms: 12 * hour, text: '12h' },
    method: { type: 'ratio-timeslices', slice: { ...indicator.slice, text: '5m' } },
    indicator,
    indicatorHash: indicatorHash(indicator),
    conditions: null,
  };
}

async function readAll(at: number): Promise<void> {
  const { db } = embedded.store;
  const one = createMeasurer({ db, readWork: work, readVariable: () => undefined, clock: () => at });
  while (await one.step());
  await one.close();
}

const minutesOf = (indicator: PointInTimeIndicator, from: number, to: number) =>
  pointInTimeSource(embedded.store.db, indicator).readMinutes(from, to);

describe('subjects at points in time', () => {
  it('are counted in the last minute of each slice, by their latest event and its age', async () => {
    await embedded.store.appendEvents([
      event(1, { at: now - 3 * hour }),
      event(2, { at: now - hour + minute, subject: 'bills', outcome: 'failure' }),
      event(3, { at: now - hour + 6 * minute, subject: 'bills' }),
    ]);

    expect(await minutesOf(freshness('subject'), now - hour - 5 * minute, now - hour + 10 * minute)).toEqual([
      { at: now - hour - minute, good: 1, total: 1 },
      { at: now - hour + 4 * minute, good: 0, total: 2 },
      { at: now - hour + 9 * minute, good: 1, total: 2 },
    ]);
  });

  it('may each bring the age that they may have, and have their name in the data', async () => {
    await embedded.store.appendEvents([
      event(1, { at: now - 30 * minute, data: { asset: 'a', seconds: 600 } }),
      event(2, { at: now - 30 * minute, data: { asset: 'b', seconds: 3600 } }),
      event(3, { at: now - 30 * minute, data: { asset: 'c' } }),
      event(4, { at: now - 30 * minute, data: { other: 'd' } }),
    ]);

    expect(await minutesOf(freshness('data.asset', 'data.seconds'), now - 5 * minute, now)).toEqual([
      { at: now - minute, good: 2, total: 3 },
    ]);
  });

  it('of job runs are those that the current rules make', async () => {
    await deployTo(embedded.store, deploymentOf(), now);
    const runs = {
      ...freshness('repository'),
      event: 'job-run',
      time: 'finished_at',
      where: conditionOf("kind = 'build'", 'job-run'),
      good: conditionOf("state = 'success'", 'job-run'),
    } as const;

    expect(await minutesOf(runs, now - hour, now)).toEqual([]);
  });

  it('add up, after a sweep, to what a reading of everything at once finds, however late events come', async () => {
    const sent = fc.record({
      ago: fc.integer({ min: 0, max: 14 * 60 }),
      subject: fc.constantFrom('a', 'b', 'c'),
      outcome: fc.constantFrom('success', 'failure'),
      isLate: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 12 }), async (list) => {
        await emptyTables(embedded.store.db);
        run += 1;
        const indicator = { ...freshness('subject'), forgetAfterMs: 10 * hour + run * minute };
        await deployTo(embedded.store, deploymentOf({ objectives: [objectiveWith(indicator)] }), now);
        const [late, early] = [true, false].map((isLate) =>
          list.flatMap(({ ago, subject, outcome, ...one }, index) =>
            one.isLate === isLate ? [event(index, { at: now - ago * minute, subject, outcome })] : [],
          ),
        );
        await embedded.store.appendEvents(early ?? []);
        await readAll(now);
        await embedded.store.appendEvents(late ?? []);
        await readAll(now + 2 * hour);

        const { db } = embedded.store;
        const to = now + 2 * hour - minute;
        const newest = await db
          .selectFrom('generations')
          .select((row) => row.fn.max('id').as('id'))
          .where('slo', '=', 'fresh-assets')
          .executeTakeFirstOrThrow();
        const counted = await db
          .selectFrom('slo_buckets')
          .select(['at', 'good', 'bad'])
          .where('generation', '=', newest.id)
          .where('repository_id', '=', 0)
          .where('seconds', '=', 60)
          .orderBy('at')
          .execute();
        const from = now - 12 * hour;
        const all = (await minutesOf(indicator, from, to)).map(({ at, good, total }) => ({
          at,
          good,
          bad: total - good,
        }));

        expect(counted.filter(({ at, good, bad }) => at >= from && good + bad > 0)).toEqual(all);
      }),
      { numRuns: 8 },
    );
  });
});
