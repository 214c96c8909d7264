import { describe, expect, it } from 'vitest';
import {
  compositeBurnRate,
  compositeMean,
  compositeRemaining,
  compositeSlices,
  compositeTarget,
} from '../../src/budget/composite.ts';
import { type Fraction, fraction, toNumber } from '../../src/model/fraction.ts';

const half = fraction(1, 2);
const one = fraction(1);
const number = (value: Fraction | null) => (value === null ? null : toNumber(value));

describe('a composite', () => {
  it('by occurrences adds up what its members burn, by their weights', () => {
    const members = [
      { weight: one, burnRate: fraction(3, 10), remaining: fraction(7, 10) },
      { weight: half, burnRate: fraction(1), remaining: fraction(0) },
      { weight: one, burnRate: null, remaining: null },
    ];

    expect(number(compositeBurnRate(members))).toBe(0.8);
    expect(number(compositeRemaining(members))).toBe(0.2);
  });

  it('by ratio time slices loses what its members lose, by their weights', () => {
    const members = [
      { weight: one, sli: fraction(9, 10) },
      { weight: half, sli: fraction(8, 10) },
      { weight: one, sli: null },
    ];

    expect(number(compositeMean(members))).toBe(0.8);
  });

  it('without data in any member has none', () => {
    expect(compositeBurnRate([{ weight: one, burnRate: null }])).toBeNull();
    expect(compositeRemaining([{ weight: one, remaining: null }])).toBeNull();
    expect(compositeMean([])).toBeNull();
    expect(compositeTarget([])).toBeNull();
  });

  it('by time slices has a bad slice where any member has one', () => {
    const slicesOf = (ratios: readonly (Fraction | null)[], spared = false) =>
      ratios.map((ratio, index) => ({
        from: index * 10,
        to: (index + 1) * 10,
        events: { good: index, bad: 1, excluded: 0 },
        ratio,
        spared,
      }));

    const slices = compositeSlices([
      { slices: slicesOf([one, half, null, null]), sliceTarget: one },
      { slices: slicesOf([half, half, half, null], true).reverse(), sliceTarget: half },
    ]);

    expect(slices.map(({ from, ratio, spared }) => [from, number(ratio), spared])).toEqual([
      [0, 1, true],
      [10, 0, true],
      [20, 1, true],
      [30, null, true],
    ]);
    expect(slices[3]!.events).toEqual({ good: 6, bad: 2, excluded: 0 });
  });

  it('has the lowest target of its members', () => {
    expect(number(compositeTarget([fraction(99, 100), half, fraction(9, 10)]))).toBe(0.5);
  });
});
