import { describe, expect, it } from 'vitest';
import { emptySliceRules } from '../../src/budget/budget-method.ts';
import { computeBudget } from '../../src/budget/compute-budget.ts';
import type { Minute } from '../../src/budget/minute.ts';
import { compareFractions, type Fraction, fraction, toNumber } from '../../src/model/fraction.ts';
import { ask, fiveMinutes, ofMinutes, target } from './ask-budget.ts';
import { baseMs, calendarOf, hourMs, minuteMs } from './budget-arbitraries.ts';

/** Ten slices of five minutes, as [good, total]. */
const table = [
  [2, 4],
  [10, 10],
  [12, 12],
  [13, 13],
  [13, 14],
  [12, 15],
  [13, 14],
  [13, 13],
  [12, 12],
  [11, 11],
] as const;
const tableMinutes = table.map(([good, total], index) => ({
  at: baseMs + index * 5 * minuteMs,
  good,
  bad: total - good,
  excluded: 0,
}));
const afterTable = baseMs + 50 * minuteMs;
const number = (value: Fraction | null | undefined): number | null =>
  value === null || value === undefined ? null : toNumber(value);

describe('the same events', () => {
  it('by occurrences are good to the part of all that is good', () => {
    const answer = ofMinutes(tableMinutes, ask({ type: 'occurrences' }, afterTable));

    expect(answer.events).toEqual({ good: 111, bad: 7, excluded: 0 });
    expect(answer.slices).toBeNull();
    expect(compareFractions(answer.sli!, fraction(111, 118))).toBe(0);
    expect(number(answer.budget!.total)).toBeCloseTo(5.9, 12);
    expect(answer.budget!.unit).toBe('events');
    expect(number(answer.badEventsLeft)).toBeCloseTo(-1.1, 12);
  });

  it('by time slices are good to the part of the slices that reach the slice target', () => {
    const method = { type: 'timeslices', slice: fiveMinutes, sliceTarget: target, emptySlice: 'left-out' } as const;

    const answer = ofMinutes(tableMinutes, ask(method, afterTable));

    expect(number(answer.sli)).toBe(0.6);
    expect([answer.slices!.counted, number(answer.slices!.good), number(answer.slices!.bad)]).toEqual([10, 6, 4]);
    expect(answer.slices!.empty).toBe(576 - 10);
    expect(number(answer.budgetRemainingRatio)).toBe(-7);
    expect([answer.budget!.unit, number(answer.budget!.total), number(answer.budget!.consumed)]).toEqual([
      'slices',
      0.5,
      4,
    ]);
    expect(number(answer.eventWeight)).toBe(2);
    expect(number(answer.burnRates['5m'])).toBe(0);
    expect(number(answer.burnRates['30m'])).toBeCloseTo(3 / 6 / 0.05, 12);
  });

  it('by ratio time slices are good to the mean of the ratios', () => {
    const method = { type: 'ratio-timeslices', slice: fiveMinutes, emptySlice: 'left-out' } as const;

    const answer = ofMinutes(tableMinutes, ask(method, afterTable));

    expect(number(answer.sli)).toBeCloseTo((2 / 4 + 13 / 14 + 12 / 15 + 13 / 14 + 6) / 10, 12);
    expect(answer.slices!.counted).toBe(10);
    expect(number(answer.budgetRemainingRatio)).toBeCloseTo(1 - 1.685714285714282, 12);
  });
});

describe('a slice', () => {
  const hour = { ms: hourMs, localDays: null };
  const strict = { type: 'timeslices', slice: hour, sliceTarget: fraction(1), emptySlice: 'left-out' } as const;
  const bad = (at: number): Minute => ({ at, good: 0, bad: 1, excluded: 0 });

  it('that is not over counts nowhere, and counts from the moment it ends', () => {
    const minutes = [bad(baseMs + 59 * minuteMs)];

    expect(ofMinutes(minutes, ask(strict, baseMs + hourMs - 1)).sli).toBeNull();
    expect(number(ofMinutes(minutes, ask(strict, baseMs + hourMs)).sli)).toBe(0);
  });

  it('that meets its target to the last digit is good', () => {
    const minutes = [{ at: baseMs, good: 7, bad: 3, excluded: 0 }];

    expect(number(ofMinutes(minutes, ask({ ...strict, sliceTarget: fraction(7, 10) }, baseMs + hourMs)).sli)).toBe(1);
  });

  it('without events counts as the annotation says', () => {
    const minutes = [bad(baseMs)];
    const now = baseMs + hourMs;

    expect(number(ofMinutes(minutes, ask({ ...strict, emptySlice: 'good' }, now)).sli)).toBe(47 / 48);
    expect(number(ofMinutes(minutes, ask({ ...strict, emptySlice: 'bad' }, now)).sli)).toBe(0);
    const mean = { type: 'ratio-timeslices', slice: hour, emptySlice: 'good' } as const;
    expect(number(ofMinutes(minutes, ask(mean, now)).sli)).toBe(47 / 48);
  });

  it('that is longer than a burn window leaves that window without an answer', () => {
    const minutes = [{ at: baseMs, good: 3, bad: 1, excluded: 0 }];
    for (const method of [strict, { type: 'ratio-timeslices', slice: hour, emptySlice: 'left-out' } as const]) {
      const answer = ofMinutes(minutes, ask(method, baseMs + hourMs));

      expect([answer.burnRates['5m'], answer.burnRates['30m']]).toEqual([null, null]);
      expect(answer.burnRates['1h']).not.toBeNull();
    }
  });

  it('with nothing but excluded events is never bad', () => {
    const exclusions = [{ from: baseMs, to: baseMs + 30 * minuteMs }];
    const minutes = [bad(baseMs), { at: baseMs + hourMs, good: 1, bad: 0, excluded: 0 }];
    const method = { ...strict, emptySlice: 'bad' } as const;

    const answer = ofMinutes(minutes, ask(method, baseMs + 2 * hourMs, { exclusions }));

    expect(answer.events).toEqual({ good: 1, bad: 0, excluded: 1 });
    expect([answer.slices!.counted, answer.slices!.empty]).toEqual([47, 47]);
  });
});

describe('no events at all', () => {
  it.each(emptySliceRules)('are no data, unless the annotation makes something of empty slices: %s', (emptySlice) => {
    const method = { type: 'timeslices', slice: fiveMinutes, sliceTarget: target, emptySlice } as const;

    expect(number(ofMinutes([], ask(method, baseMs)).sli)).toBe({ 'left-out': null, good: 1, bad: 0 }[emptySlice]);
    expect(ofMinutes([], ask({ type: 'occurrences' }, baseMs)).budgetRemainingRatio).toBeNull();
  });
});

describe('a calendar window of slices', () => {
  it('has no data before its first slice is over, while the burn windows look back', () => {
    const window = calendarOf('month', 'UTC');
    const april = Date.UTC(2026, 3, 1);
    const method = {
      type: 'timeslices',
      slice: { ms: hourMs, localDays: null },
      sliceTarget: fraction(1),
      emptySlice: 'left-out',
    } as const;
    const minutes = [{ at: april - hourMs, good: 1, bad: 1, excluded: 0 }];

    const answer = ofMinutes(minutes, ask(method, april + 30 * minuteMs, { window }));

    expect(answer.sli).toBeNull();
    expect(answer.budget).toBeNull();
    expect(number(answer.burnRates['1h'])).toBe(20);
  });
});

describe('raw ratios', () => {
  const points = [fraction(1), fraction(1, 2)].map((ratio, index) => ({ at: baseMs + index, ratio, series: '' }));
  const mean = { type: 'ratio-timeslices', slice: fiveMinutes, emptySlice: 'left-out' } as const;

  it('make a slice of their mean', () => {
    const answer = computeBudget({ type: 'ratios', points }, ask(mean, baseMs + 5 * minuteMs));

    expect(number(answer.sli)).toBe(0.75);
    expect(answer.events).toEqual({ good: 0, bad: 0, excluded: 0 });
  });

  it('are left out in an exclusion', () => {
    const exclusions = [{ from: baseMs, to: baseMs + minuteMs }];

    expect(computeBudget({ type: 'ratios', points }, ask(mean, baseMs + 5 * minuteMs, { exclusions })).sli).toBeNull();
  });

  it('have no occurrences', () => {
    expect(() => computeBudget({ type: 'ratios', points }, ask({ type: 'occurrences' }, baseMs))).toThrow(
      /no occurrences.*use Timeslices/,
    );
  });
});
