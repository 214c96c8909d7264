import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertPairs, alertThreshold, usablePairs } from '../../src/slo/alert-pairs.ts';
import {
  badEventsLeft,
  budgetRemainingRatio,
  burnRate,
  errorBudgetRatio,
  errorRatio,
  eventWeight,
  hoursToExhaustion,
  maxBurnRate,
  sliRatio,
} from '../../src/slo/arithmetic.ts';

const dayMs = 86_400_000;
const none = { good: 0, bad: 0 };
const events = fc.record({ good: fc.nat(1_000_000), bad: fc.nat(1_000_000) }).filter(({ good, bad }) => good + bad > 0);
const target = fc.integer({ min: 1, max: 99_999 }).map((part) => part / 100_000);

describe('an error budget', () => {
  it('of 99 % is spent exactly by 1 bad event of 100', () => {
    expect(budgetRemainingRatio({ good: 99, bad: 1 }, 0.99)).toBe(0);
    expect(badEventsLeft({ good: 99, bad: 1 }, 0.99)).toBe(0);
  });

  it('is signed: a third bad event of 100 overspends 98 % by a half', () => {
    expect(budgetRemainingRatio({ good: 97, bad: 3 }, 0.98)).toBe(-0.5);
    expect(badEventsLeft({ good: 97, bad: 3 }, 0.98)).toBe(-1);
  });

  it('is worth what one event costs', () => {
    expect(eventWeight({ good: 1600, bad: 12 }, 0.98)).toBeCloseTo(0.031, 3);
    expect(eventWeight({ good: 10, bad: 0 }, 0.99)).toBe(10);
  });

  it('runs out after the bad events that are left, at the pace of the last hours', () => {
    const left = badEventsLeft({ good: 9960, bad: 40 }, 0.99);

    expect(left).toBe(60);
    expect(hoursToExhaustion(left, 3, 2)).toBe(40);
    expect(hoursToExhaustion(left, 0, 2)).toBeNull();
    expect(hoursToExhaustion(-1, 0, 2)).toBe(0);
    expect(hoursToExhaustion(null, 3, 2)).toBeNull();
  });

  it('without events is no data', () => {
    for (const answer of [
      errorRatio(none),
      sliRatio(none),
      burnRate(none, 0.99),
      budgetRemainingRatio(none, 0.99),
      badEventsLeft(none, 0.99),
      eventWeight(none, 0.99),
    ]) {
      expect(answer).toBeNull();
    }
  });
});

describe('burn rates', () => {
  it.each([
    [0.99, 100],
    [0.98, 50],
    [0.95, 20],
    [0.9, 10],
    [0.75, 4],
  ])('of a target of %d end at %d', (ratio, most) => {
    expect(maxBurnRate(ratio)).toBe(most);
    expect(burnRate({ good: 0, bad: 7 }, ratio)).toBe(most);
  });

  it('lie between 0 and the highest, and say the same as the budget', () => {
    fc.assert(
      fc.property(events, target, (counts, ratio) => {
        const burn = burnRate(counts, ratio) as number;

        expect(burn).toBeGreaterThanOrEqual(0);
        expect(burn).toBeLessThanOrEqual(maxBurnRate(ratio));
        expect(1 - burn).toBe(budgetRemainingRatio(counts, ratio));
        expect((sliRatio(counts) as number) + (errorRatio(counts) as number)).toBeCloseTo(1, 12);
        const left = badEventsLeft(counts, ratio) as number;
        expect(left * (eventWeight(counts, ratio) as number)).toBeCloseTo(1 - burn, 6);
        expect(errorBudgetRatio(ratio)).toBeCloseTo(1 - ratio, 14);
      }),
    );
  });
});

describe('alert thresholds', () => {
  it.each([
    [7, [3.36, 1.4, 0.7, 7 / 30]],
    [28, [13.44, 5.6, 2.8, 28 / 30]],
    [30, [14.4, 6, 3, 1]],
    [90, [43.2, 18, 9, 3]],
  ])('of a window of %d days follow from the budget share', (days, expected) => {
    const thresholds = alertPairs.map((pair) => alertThreshold(pair, days * dayMs));

    for (const [index, value] of expected.entries()) expect(thresholds[index]).toBeCloseTo(value, 9);
  });

  it('that no burn rate reaches are left out: 14.4 below a target of 93.06 %', () => {
    expect(usablePairs(0.931, 30 * dayMs)[0]?.threshold).toBeCloseTo(14.4, 9);
    expect(usablePairs(0.93, 30 * dayMs)[0]?.threshold).toBe(6);
  });

  it('need a long window inside the SLO window', () => {
    expect(usablePairs(0.99, dayMs).map(({ long }) => long)).toEqual(['1h', '6h']);
  });
});
