import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { journeySource } from '../../src/measure/journey-source.ts';
import type { JourneyIndicator } from '../../src/model/objective.ts';
import type { SentEvent } from '../../src/model/sent-event.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { entryOf, minute, noon, pullRequest, status } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { journeyOfEvents, journeyOfRevisions } from '../support/journeys.ts';

const now = noon + 48 * 60 * minute;
const graceMs = 60_000;
let embedded: EmbeddedStore;

beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());
beforeEach(() => emptyTables(embedded.store.db));

const sourceOf = (indicator: JourneyIndicator, at = now) =>
  journeySource(embedded.store.db, indicator, { clock: () => at, graceMs });
const list = (indicator: JourneyIndicator) =>
  embedded.store.read.listJourneys(systemViewer, null, indicator, { since: noon - 1 }, { now, graceMs });

let nextId = 0;
function sent(order: string, type: string, at: number, outcome: string | null = null): SentEvent {
  nextId += 1;
  return {
    source: '/shop',
    eventId: String(nextId),
    type,
    subject: null,
    repository: null,
    at,
    outcome,
    data: { order },
    quirks: [],
    job: null,
    receivedAt: now,
  };
}

const shas = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

async function deliver(entries: Parameters<typeof embedded.store.append>[0]): Promise<void> {
  await deployTo(embedded.store, deploymentOf(), now);
  await embedded.store.append(entries);
  await settleAll(embedded.store, now);
}

/** One pull request, with a queued build half a minute after it and what is said of build and test. */
function push(index: 0 | 1 | 2, at: number, ends: { readonly build?: number; readonly test?: number }) {
  const headSha = shas[index];
  const ended = (name: string, end: number | undefined) =>
    end === undefined ? [] : [entryOf(status({ headSha, name, phase: 'final', at: end }))];
  return [
    entryOf(pullRequest({ at, headSha, pullRequest: index + 1 })),
    entryOf(status({ headSha, name: 'build', at: at + minute / 2 })),
    ...ended('build', ends.build),
    ...ended('test', ends.test),
  ];
}

describe('journeys of revisions', () => {
  it('count in the minute of their verdict, and name the step that decided', async () => {
    await deliver([
      ...push(0, noon, { build: noon + 10 * minute, test: noon + 30 * minute }),
      ...push(1, noon, { build: noon + 10 * minute, test: noon + 41 * minute }),
      ...push(2, noon + minute, {}),
    ]);
    const indicator = journeyOfRevisions();

    expect(await sourceOf(indicator).readMinutes(noon, noon + 120 * minute)).toEqual([
      { at: noon + 30 * minute, good: 1, total: 1, excluded: 0 },
      { at: noon + 40 * minute, good: 0, total: 1, excluded: 0 },
      { at: noon + 61 * minute, good: 0, total: 1, excluded: 0 },
    ]);
    const { items } = await list(indicator);
    expect(
      items.map(({ verdict, at, attributes }) => [verdict, at, attributes['step'], attributes['step_reason']]),
    ).toEqual([
      ['bad', noon + 61 * minute, 'build', 'late'],
      ['bad', noon + 40 * minute, 'test', 'late'],
      ['good', noon + 30 * minute, 'test', 'good'],
    ]);
    expect(items[0]).toMatchObject({ type: 'journey', url: 'https://github.com/octo/repo/pull/1' });
    expect(items[0]?.attributes).toMatchObject({ repository: 'octo/repo', pull_request: 3, begun_at: noon + minute });
  });

  it('wait until a limit and its grace are over', async () => {
    await deliver(push(0, noon, {}));
    const limit = noon + 60 * minute;
    const at = (time: number) => sourceOf(journeyOfRevisions(), time);

    expect(await at(limit + graceMs - 1).readMinutes(noon, limit + 2 * minute)).toEqual([]);
    expect(await at(limit + graceMs - 1).countPending?.(limit + graceMs - 1)).toBe(1);
    expect(await at(limit + graceMs).readMinutes(noon, limit + 2 * minute)).toEqual([
      { at: limit, good: 0, total: 1, excluded: 0 },
    ]);
    expect(await at(limit + graceMs).countPending?.(limit + graceMs)).toBe(0);
  });

  it('are left out where nobody waits any more, or where the file says so', async () => {
    await deliver([
      ...push(0, noon, {}),
      entryOf(pullRequest({ at: noon + 5 * minute, action: 'closed', headSha: shas[0], pullRequest: 1 })),
    ]);
    const minutes = (indicator: JourneyIndicator) => sourceOf(indicator).readMinutes(noon, noon + 120 * minute);

    expect(await minutes(journeyOfRevisions())).toEqual([{ at: noon + 60 * minute, good: 0, total: 0, excluded: 1 }]);
    const isOurs = { ...journeyOfRevisions(), exclude: journeyOfRevisions().where };
    expect(await minutes(isOurs)).toEqual([{ at: noon + 60 * minute, good: 0, total: 0, excluded: 1 }]);
  });

  it('are walked page by page', async () => {
    await deliver([...push(0, noon, {}), ...push(1, noon, {}), ...push(2, noon + minute, {})]);
    const indicator = journeyOfRevisions();
    const page = (cursor?: string) =>
      embedded.store.read.listJourneys(
        systemViewer,
        null,
        indicator,
        { since: noon, verdict: 'bad', limit: 2, cursor },
        { now, graceMs },
      );

    const first = await page();
    const second = await page(first.next ?? '');

    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  });

  it('show a viewer only what they may see', async () => {
    await deliver(push(0, noon, {}));
    const seen = (ids: readonly number[]) =>
      embedded.store.read.listJourneys(
        { kind: 'person', login: 'octocat', role: 'viewer', host: 'github.com', repositoryIds: ids, repositories: [] },
        null,
        journeyOfRevisions(),
        { since: noon },
        { now, graceMs },
      );

    expect((await seen([42])).items).toHaveLength(1);
    expect((await seen([7])).items).toEqual([]);
  });
});

describe('journeys of events that were sent', () => {
  const indicator = journeyOfEvents('data.order');
  const minutes = () => sourceOf(indicator).readMinutes(noon, noon + 120 * minute);

  it('begin with the first event that has their value', async () => {
    await embedded.store.appendEvents([
      sent('1', 'placed', noon),
      sent('1', 'paid', noon + 5 * minute),
      sent('1', 'sent', noon + 12 * minute),
      sent('2', 'placed', noon),
      sent('2', 'paid', noon + 11 * minute),
      sent('3', 'placed', noon + minute),
      sent('3', 'paid', noon + 2 * minute, 'failure'),
    ]);

    expect(await minutes()).toEqual([
      { at: noon + 2 * minute, good: 0, total: 1, excluded: 0 },
      { at: noon + 10 * minute, good: 0, total: 1, excluded: 0 },
      { at: noon + 12 * minute, good: 1, total: 1, excluded: 0 },
    ]);
    const { items } = await list(indicator);
    expect(
      items.map(({ attributes }) => [attributes['data.order'], attributes['step'], attributes['step_reason']]),
    ).toEqual([
      ['1', 'sent', 'good'],
      ['2', 'paid', 'late'],
      ['3', 'paid', 'not-good'],
    ]);
  });

  it('give the same minutes however the time is cut, and in whatever order they come', async () => {
    const orders = fc.array(
      fc.record({
        order: fc.constantFrom('1', '2', '3', '4'),
        type: fc.constantFrom('placed', 'paid', 'sent', 'other'),
        at: fc.integer({ min: 0, max: 90 }).map((minutesOf) => noon + minutesOf * minute),
        outcome: fc.constantFrom(null, 'success', 'failure'),
      }),
      { maxLength: 20 },
    );
    const cuts = fc.array(fc.integer({ min: 1, max: 119 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(orders, cuts, async (events, cutAt) => {
        await emptyTables(embedded.store.db);
        await embedded.store.appendEvents(events.map(({ order, type, at, outcome }) => sent(order, type, at, outcome)));
        const whole = await minutes();

        const borders = [0, ...new Set(cutAt), 120].sort((a, b) => a - b);
        const parts = await Promise.all(
          borders
            .slice(1)
            .map((end, index) =>
              sourceOf(indicator).readMinutes(noon + (borders[index] as number) * minute, noon + end * minute),
            ),
        );

        expect(parts.flat()).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});
