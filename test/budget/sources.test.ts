import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointInTime, type SubjectEvent } from '../../src/budget/source/point-in-time.ts';
import { rawRatios } from '../../src/budget/source/raw-ratios.ts';
import { thresholdMinutes } from '../../src/budget/source/threshold-minutes.ts';
import { parseDecimal } from '../../src/model/decimal.ts';
import { toNumber } from '../../src/model/fraction.ts';
import { dayMs, minuteMs } from './budget-arbitraries.ts';

describe('a threshold metric', () => {
  const values = [0.1, 0.2, 0.1 + 0.2, 0.3, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  const points = values.map((value, index) => ({ at: index, value }));

  it.each([
    ['lt', 3],
    ['lte', 4],
    ['gt', 2],
    ['gte', 3],
  ] as const)('%s compares by digits: 0.3 is 0.3, and 0.1 + 0.2 is a little more', (op, good) => {
    expect(thresholdMinutes(points, op, parseDecimal('0.30')!)).toEqual([{ at: 0, good, bad: 6 - good, excluded: 0 }]);
  });

  it('counts each value of each series once, in its minute', () => {
    const repeated = [
      { at: minuteMs + 1, value: 9, series: 'a' },
      { at: minuteMs + 1, value: 1, series: 'b' },
      { at: minuteMs + 1, value: 1, series: 'a' },
      { at: 2 * minuteMs, value: 9 },
    ];

    expect(thresholdMinutes(repeated, 'lte', parseDecimal('5')!)).toEqual([
      { at: minuteMs, good: 2, bad: 0, excluded: 0 },
      { at: 2 * minuteMs, good: 0, bad: 1, excluded: 0 },
    ]);
  });
});

describe('a raw metric', () => {
  it('is a ratio of good, or of bad; what is no ratio is left out and counted', () => {
    const values = [0.25, 1 + 1e-12, -1e-12, 99.5, -0.5, Number.POSITIVE_INFINITY, Number.NaN];
    const points = values.map((value, at) => ({ at, value }));
    const ratios = (type: 'success' | 'failure') => rawRatios(points, type).points.map(({ ratio }) => toNumber(ratio));

    expect(ratios('success')).toEqual([0.25, 1, 0]);
    expect(ratios('failure')).toEqual([0.75, 0, 1]);
    expect(rawRatios(points, 'success').unusable).toBe(3);
    expect(rawRatios([{ at: 5, value: 1, series: 'x' }], 'success').points[0]).toMatchObject({ at: 5, series: 'x' });
  });
});

describe('a state at a point in time', () => {
  const slices = Array.from({ length: 6 }, (_, index) => ({ from: index * 10, to: (index + 1) * 10 }));
  const event = (at: number, good: boolean, freshWithinMs: number | null = null, subject = 'a'): SubjectEvent => ({
    subject,
    at,
    id: String(at),
    good,
    freshWithinMs,
  });
  /** Per slice `good/bad`; a dot where no subject is. */
  const states = (events: readonly SubjectEvent[], forgetAfterMs?: number) => {
    const minutes = new Map(pointInTime(events, slices, forgetAfterMs).map((minute) => [minute.at, minute]));
    return slices.map(({ from }) => {
      const minute = minutes.get(from);
      return minute === undefined ? '.' : `${minute.good}/${minute.bad}`;
    });
  };

  it('is that of the latest event before the end of the slice', () => {
    expect(states([event(15, true), event(34, false)])).toEqual(['.', '1/0', '1/0', '0/1', '0/1', '0/1']);
    expect(states([event(10, true)])).toEqual(['.', '1/0', '1/0', '1/0', '1/0', '1/0']);
  });

  it('of two events at one time is that of the one with the greater id, whatever their order', () => {
    const [first, second] = [
      { ...event(5, true), id: 'x1' },
      { ...event(5, false), id: 'x2' },
    ];

    expect(states([first, second])).toEqual(['0/1', '0/1', '0/1', '0/1', '0/1', '0/1']);
    expect(states([second, first])).toEqual(states([first, second]));
    expect(states([first, first])).toEqual(states([first]));
  });

  it('is good as long as it is not older than it may be', () => {
    expect(states([event(5, true, 15)])).toEqual(['1/0', '1/0', '0/1', '0/1', '0/1', '0/1']);
    expect(states([event(5, true, 14)])).toEqual(['1/0', '0/1', '0/1', '0/1', '0/1', '0/1']);
  });

  it('of a subject that was not heard of for long counts no more', () => {
    expect(states([event(5, true, 5)], 25)).toEqual(['1/0', '0/1', '.', '.', '.', '.']);
    expect(states([event(5, true)], 26)).toEqual(['1/0', '1/0', '1/0', '.', '.', '.']);
    expect(states([event(-31 * dayMs, true)])).toEqual(['.', '.', '.', '.', '.', '.']);
  });

  it('is counted over all subjects, each by its own freshness', () => {
    const events = [event(1, true, 9, 'a'), event(2, true, 28, 'b'), event(23, false, null, 'c')];

    expect(states(events)).toEqual(['2/0', '1/1', '1/2', '0/3', '0/3', '0/3']);
  });

  it('is what looking at every slice and every event gives, in any order and with repetitions', () => {
    const some = fc.record({
      subject: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: -40, max: 70 }),
      id: fc.constantFrom('1', '2', '3'),
      good: fc.boolean(),
      freshWithinMs: fc.option(fc.nat(40)),
    });
    const key = ({ subject, at, id }: SubjectEvent) => `${subject} ${at} ${id}`;
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: key }), fc.integer({ min: 1, max: 60 }), (events, forget) => {
        const direct = slices.map(({ to }) => {
          const latest = ['a', 'b', 'c'].flatMap((subject) => {
            const own = events.filter((one) => one.subject === subject && one.at < to);
            own.sort((left, right) => left.at - right.at || Number(left.id) - Number(right.id));
            return own.slice(-1).filter(({ at }) => to - at < forget);
          });
          const isFresh = ({ at, freshWithinMs }: SubjectEvent) => freshWithinMs === null || to - at <= freshWithinMs;
          const good = latest.filter((one) => one.good && isFresh(one)).length;
          return latest.length === 0 ? '.' : `${good}/${latest.length - good}`;
        });

        expect(states([...events, ...events].reverse(), forget)).toEqual(direct);
      }),
    );
  });
});
