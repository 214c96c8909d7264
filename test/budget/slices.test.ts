import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRatios, totalRatio } from '../../src/budget/slice/ratio-sum.ts';
import { sliceLength } from '../../src/budget/slice/slice-length.ts';
import { lastSliceEnd, slicesBetween } from '../../src/budget/slice/slices-between.ts';
import { toSlices } from '../../src/budget/slice/to-slices.ts';
import { add, compareFractions, fraction } from '../../src/model/fraction.ts';
import { parseDuration } from '../../src/time/duration.ts';
import { baseMs, calendarOf, dayMs, hourMs, minuteMs, rolling, someMinutes } from './budget-arbitraries.ts';

const lengths = { sevenHours: { ms: 7 * hourMs, localDays: null }, day: { ms: dayMs, localDays: 1 } };
const iso = (ms: number): string => new Date(ms).toISOString();

describe('the length of a slice', () => {
  it.each([
    ['5m', { ms: 300_000, localDays: null }],
    ['1h', { ms: hourMs, localDays: null }],
    ['1d', { ms: dayMs, localDays: 1 }],
    ['2w', { ms: 14 * dayMs, localDays: 14 }],
    ['30s', null],
    ['1M', null],
  ])('of %s', (text, expected) => {
    expect(sliceLength(parseDuration(text)!)).toEqual(expected);
  });
});

describe('slices of a rolling window', () => {
  it('count from the epoch, and only whole ones are there', () => {
    const from = 7 * hourMs * 10 + 1;

    expect(slicesBetween(lengths.sevenHours, rolling, from, from + 16 * hourMs)).toEqual([
      { from: 77 * hourMs, to: 84 * hourMs },
    ]);
    expect(slicesBetween(lengths.sevenHours, rolling, from, from + 1)).toEqual([]);
    expect(lastSliceEnd(lengths.sevenHours, rolling, from)).toBe(70 * hourMs);
  });
});

describe('slices of a calendar window', () => {
  it('in hours run from the start of the period, and the last one ends with it', () => {
    const window = calendarOf('day', 'Europe/Berlin');
    // Clocks go forward on 29 March: that day has 23 hours.
    const from = Date.UTC(2026, 2, 28, 23);

    const slices = slicesBetween(lengths.sevenHours, window, from, from + 23 * hourMs);

    expect(slices.map((slice) => (slice.to - slice.from) / hourMs)).toEqual([7, 7, 7, 2]);
    expect(lastSliceEnd(lengths.sevenHours, window, from + 8 * hourMs)).toBe(from + 7 * hourMs);
    expect(lastSliceEnd(lengths.sevenHours, window, from + hourMs)).toBe(from);
  });

  it('in days are local days, of 23 and 25 hours when clocks change', () => {
    const window = calendarOf('month', 'Europe/Berlin');
    const [from, to] = [Date.UTC(2026, 2, 27, 23), Date.UTC(2026, 2, 30, 22)];

    const slices = slicesBetween(lengths.day, window, from, to);

    expect(slices.map((slice) => [iso(slice.from), (slice.to - slice.from) / hourMs])).toEqual([
      ['2026-03-27T23:00:00.000Z', 24],
      ['2026-03-28T23:00:00.000Z', 23],
      ['2026-03-29T22:00:00.000Z', 24],
    ]);
    expect(iso(lastSliceEnd(lengths.day, window, Date.UTC(2026, 2, 29, 22)))).toBe('2026-03-29T22:00:00.000Z');
    expect(iso(lastSliceEnd(lengths.day, window, Date.UTC(2026, 2, 1, 12)))).toBe('2026-02-28T23:00:00.000Z');
  });

  it('follow one another without a gap over the border of periods', () => {
    const zone = fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe');
    const length = fc.constantFrom(lengths.day, lengths.sevenHours, { ms: 14 * dayMs, localDays: 14 });
    fc.assert(
      fc.property(
        fc.constantFrom('week', 'month' as const),
        zone,
        length,
        fc.nat(1500),
        (unit, timeZone, slice, day) => {
          const window = calendarOf(unit as 'week', timeZone);
          const from = Date.UTC(2023, 0, 1) + day * dayMs;

          const slices = slicesBetween(slice, window, from, from + 70 * dayMs);

          for (const [index, next] of slices.slice(1).entries()) expect(next.from).toBe(slices[index]!.to);
          const end = lastSliceEnd(slice, window, from + 70 * dayMs);
          expect(slices.at(-1)!.to).toBe(end);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what happened in slices', () => {
  it('is in each the sum of its own minutes, and nothing is lost', () => {
    fc.assert(
      fc.property(someMinutes, fc.integer({ min: 1, max: 200 }), (minutes, length) => {
        const slice = { ms: length * minuteMs, localDays: null };
        const bounds = slicesBetween(slice, rolling, baseMs - 4 * dayMs, baseMs + 2 * dayMs);

        const slices = toSlices({ type: 'minutes', minutes }, bounds);

        for (const { from, to, events } of slices) {
          const own = minutes.filter(({ at }) => at >= from && at < to);
          expect(events.good).toBe(own.reduce((sum, { good }) => sum + good, 0));
          expect(events.bad).toBe(own.reduce((sum, { bad }) => sum + bad, 0));
        }
        const all = slices.reduce((sum, { events }) => sum + events.excluded, 0);
        expect(all).toBe(minutes.reduce((sum, { excluded }) => sum + excluded, 0));
      }),
      { numRuns: 50 },
    );
  });

  it('leaves a time between two slices out', () => {
    const bounds = [
      { from: 0, to: minuteMs },
      { from: 2 * minuteMs, to: 3 * minuteMs },
    ];
    const minutes = [0, 1, 2].map((index) => ({ at: index * minuteMs, good: index + 1, bad: 0, excluded: 0 }));

    expect(toSlices({ type: 'minutes', minutes }, bounds).map(({ events }) => events.good)).toEqual([1, 3]);
    expect(toSlices({ type: 'minutes', minutes }, [])).toEqual([]);
  });
});

describe('a sum of ratios', () => {
  const ratio = fc.record({ good: fc.nat(50), bad: fc.nat(50) }).map(({ good, bad }) => fraction(good, good + bad + 1));

  it('is exact, however it was put together', () => {
    fc.assert(
      fc.property(fc.array(ratio), fc.array(ratio), (left, right) => {
        const direct = [...left, ...right].reduce(add, fraction(0));

        const sum = addRatios(addRatios(right), addRatios(left));

        expect(compareFractions(totalRatio(sum), direct)).toBe(0);
        expect(sum).toEqual(addRatios(left, right));
      }),
    );
  });

  it('has one row for each number of events', () => {
    expect(addRatios([fraction(1, 3), fraction(2, 3), fraction(1, 2)])).toEqual([fraction(1, 2), fraction(3, 3)]);
    expect(totalRatio([])).toEqual(fraction(0));
  });
});
