import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bubbleUp } from '../../src/compare/bubble-up.ts';
import { buildCohorts, type ComparedEvent } from '../../src/compare/build-cohorts.ts';
import type { Dimension } from '../../src/compare/cohorts.ts';
import { countVotes } from '../../src/compare/count-votes.ts';
import { logQValues } from '../../src/compare/false-discovery.ts';
import { liftOf, testPairs } from '../../src/compare/test-pairs.ts';
import { clustered, clusteredNames, event, times } from '../support/clustered-events.ts';

describe('what stands out', () => {
  it('has the numbers that are known for 6 of 8 against 2 of 40 votes', () => {
    const bad = times(8, (index) => event(true, `bad ${index}`, index < 6 ? 'broken' : 'fine'));
    const good = times(40, (index) => event(false, `good ${index}`, index < 2 ? 'broken' : 'fine'));

    const tested = testPairs(buildCohorts(['runner'], [...bad, ...good]));

    const found = tested.find(({ counts }) => counts.badVotes === 6);
    expect(found?.counts).toEqual({
      badEvents: 6,
      goodEvents: 2,
      badVotes: 6,
      goodVotes: 2,
      allBadVotes: 8,
      allGoodVotes: 40,
    });
    expect(found?.p.value).toBeCloseTo(7387 / 125782998, 17);
    expect(liftOf(found?.counts as NonNullable<typeof found>['counts'])).toBeCloseTo(533 / 45, 12);
  });

  it('has the rank that is known with eleven tests of which two are as low', () => {
    const p = Math.log10(7387 / 125782998);
    const [q = 0] = logQValues([p, p, ...Array.from({ length: 9 }, () => 0)]);

    expect(10 ** q).toBeCloseTo(7387 / 22869636, 14);
    expect((6 / 8 - 2 / 40) * Math.min(1, -q / 10)).toBeCloseTo(0.2443553807295489, 12);
  });

  it('counts one vote for each commit and value, and all events beside them', () => {
    const events = [
      ...times(20, () => event(true, 'one', 'runner 1')),
      event(true, 'two', 'runner 1'),
      event(true, 'two', 'runner 2'),
      event(false, 'one', 'runner 1'),
      event(false, 'three', null),
    ];
    const cohorts = buildCohorts(['runner'], events);
    const [dimension] = cohorts.dimensions as [Dimension];

    const counts = countVotes(cohorts, dimension);

    const of = (value: string) => counts[dimension.values.indexOf(value)];
    expect(of('runner 1')).toEqual({
      badEvents: 21,
      goodEvents: 1,
      badVotes: 2,
      goodVotes: 1,
      allBadVotes: 3,
      allGoodVotes: 2,
    });
    expect(of('(none)')).toMatchObject({ badEvents: 0, goodEvents: 1, badVotes: 0, goodVotes: 1 });
  });

  it('asks of each label of a list by itself whether an event has it', () => {
    const events = [
      event(true, 'one', ['linux', 'gpu', 'gpu']),
      event(true, 'one', ['linux']),
      event(true, 'two', ['linux', 'gpu']),
      event(false, 'three', []),
    ];
    const cohorts = buildCohorts(['labels'], events);
    const [dimension] = cohorts.dimensions as [Dimension];

    const counts = countVotes(cohorts, dimension);

    const of = (value: string) => counts[dimension.values.indexOf(value)];
    // The first commit says both that it has the label and that it has not.
    expect(of('gpu')).toEqual({
      badEvents: 2,
      goodEvents: 0,
      badVotes: 2,
      goodVotes: 0,
      allBadVotes: 3,
      allGoodVotes: 1,
    });
    expect(of('linux')).toMatchObject({ badEvents: 3, badVotes: 2, allBadVotes: 2 });
    expect(of('(none)')).toMatchObject({ goodEvents: 1, goodVotes: 1, allGoodVotes: 1 });
  });

  it('says too few where the bad events come from two commits, and nothing where bad and good look alike', () => {
    const two = [
      ...times(50, (index) => event(true, index % 2, 'x')),
      ...times(50, (index) => event(false, index, 'y')),
    ];
    const alike = times(400, (index) => event(index % 4 === 0, Math.floor(index / 4), index % 8 < 4 ? 'x' : 'y'));

    expect(bubbleUp(buildCohorts(['runner'], two))).toEqual({
      bad: 50,
      good: 50,
      items: [],
      message: 'too few to say',
    });
    expect(bubbleUp(buildCohorts(['runner'], alike))).toMatchObject({
      bad: 100,
      items: [],
      message: 'nothing stands out',
    });
    expect(bubbleUp(buildCohorts([], []))).toEqual({ bad: 0, good: 0, items: [], message: 'too few to say' });
  });

  it('does not show a value that fewer bad events have than asked for', () => {
    const bad = times(20, (index) => event(true, `bad ${index}`, index < 4 ? 'rare' : `other ${index % 3}`));
    const good = times(400, (index) => event(false, `good ${index}`, `other ${index % 3}`));
    const cohorts = buildCohorts(['runner'], [...bad, ...good]);

    expect(bubbleUp(cohorts).items).toEqual([]);
    expect(bubbleUp(cohorts, { minCount: 4 }).items).toMatchObject([{ value: 'rare', badCount: 4, goodCount: 0 }]);
  });

  it('makes one row of values that name the same events, and puts what a row explains under it', () => {
    // The runner is broken; it is the only one of its zone, and half of what it runs is one job.
    const bad = times(60, (index) =>
      index < 40
        ? event(true, `bad ${index}`, 'broken', 'zone 9', index % 2 === 0 ? 'rare job' : 'job 1')
        : event(true, `bad ${index}`, `runner ${index % 5}`, `zone ${index % 5}`, `job ${index % 3}`),
    );
    const good = times(600, (index) =>
      event(false, `good ${index}`, `runner ${index % 5}`, `zone ${index % 5}`, `job ${index % 3}`),
    );

    const { items } = bubbleUp(buildCohorts(['runner', 'zone', 'job'], [...bad, ...good]));

    expect(items).toMatchObject([
      {
        dimension: 'runner',
        value: 'broken',
        badCount: 40,
        badShare: 40 / 60,
        goodCount: 0,
        goodShare: 0,
        also: [
          { dimension: 'zone', value: 'zone 9' },
          { dimension: 'job', value: 'rare job' },
        ],
      },
    ]);
  });

  it('shows causes that have nothing to do with one another as rows of their own, at most as many as asked for', () => {
    const bad = times(80, (index) =>
      index < 40
        ? event(true, `bad ${index}`, 'broken', `job ${index % 4}`)
        : event(true, `bad ${index}`, `runner ${index % 9}`, 'flaky job'),
    );
    const good = times(900, (index) => event(false, `good ${index}`, `runner ${index % 9}`, `job ${index % 4}`));
    const cohorts = buildCohorts(['runner', 'job'], [...bad, ...good]);

    expect(bubbleUp(cohorts).items.map(({ value }) => value)).toEqual(['broken', 'flaky job']);
    expect(bubbleUp(cohorts, { limit: 1 }).items.map(({ value }) => value)).toEqual(['broken']);
    expect(bubbleUp(cohorts, { limit: 1 }).message).toBeNull();
  });

  it('shows a label of a list, and beside it what only its events have', () => {
    const bad = times(30, (index) => event(true, `bad ${index}`, ['linux', 'gpu'], 'build (gpu)'));
    const good = times(300, (index) =>
      event(false, `good ${index}`, ['linux', `size ${index % 3}`], `build ${index % 4}`),
    );

    expect(bubbleUp(buildCohorts(['labels', 'name'], [...bad, ...good])).items).toMatchObject([
      { dimension: 'labels', value: 'gpu', also: [{ dimension: 'name', value: 'build (gpu)' }] },
    ]);
  });

  it('puts values that explain as much in the order of their dimensions, then of their names', () => {
    const bad = times(60, (index) => {
      const [one, other] = index < 30 ? [`cause ${1 - (index % 2)}`, 'x'] : ['fine', `reason ${index % 2}`];
      return event(true, `bad ${index}`, one, other);
    });
    const good = times(900, (index) => event(false, `good ${index}`, 'fine', 'x'));

    const { items } = bubbleUp(buildCohorts(['one', 'other'], [...bad, ...good]));

    expect(items.map(({ value }) => value)).toEqual(['cause 0', 'cause 1', 'reason 0', 'reason 1']);
  });

  it('does not depend on the order of the events', () => {
    const events = clustered('order', ([, repository]) => repository === 'repository 3');
    const expected = bubbleUp(buildCohorts(clusteredNames, events));
    fc.assert(
      fc.property(fc.shuffledSubarray([...events.keys()], { minLength: events.length }), (order) => {
        const shuffled = order.map((index) => events[index] as ComparedEvent);
        expect(bubbleUp(buildCohorts(clusteredNames, shuffled))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('compares bad events also where no event was good', () => {
    const bad = times(20, (index) => event(true, index, 'only'));

    expect(bubbleUp(buildCohorts(['runner'], bad))).toMatchObject({ bad: 20, good: 0, items: [] });
  });
});
