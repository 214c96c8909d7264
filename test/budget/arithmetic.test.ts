import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairsOfLongWindows } from '../../src/alert/burn-pairs.ts';
import {
  badEventsLeft,
  budgetRemainingRatio,
  burnRate,
  burnThreshold,
  errorBudgetRatio,
  errorRatio,
  eventsToBearOneBad,
  eventWeight,
  hoursToExhaustion,
  lowestTargetFor,
  maxBurnRate,
  sliRatio,
} from '../../src/budget/arithmetic.ts';
import { parseDecimal } from '../../src/model/decimal.ts';
import {
  compareFractions,
  decimalFraction,
  type Fraction,
  fraction,
  multiply,
  subtract,
  toNumber,
} from '../../src/model/fraction.ts';

const dayMs = 86_400_000;
/** A target, exact, from its digits. */
const of = (digits: string): Fraction => decimalFraction(parseDecimal(digits)!);
const number = (exact: Fraction | null): number => toNumber(exact!);
const none = { good: 0, bad: 0 };
const events = fc.record({ good: fc.nat(1_000_000), bad: fc.nat(1_000_000) }).filter(({ good, bad }) => good + bad > 0);
const target = fc.integer({ min: 1, max: 99_999 }).map((part) => fraction(part, 100_000));

describe('an error budget', () => {
  it('of 99 % is spent exactly by 1 bad event of 100', () => {
    expect(number(budgetRemainingRatio({ good: 99, bad: 1 }, of('0.99')))).toBe(0);
    expect(number(badEventsLeft({ good: 99, bad: 1 }, of('0.99')))).toBe(0);
  });

  it('is signed: a third bad event of 100 overspends 98 % by a half', () => {
    expect(number(budgetRemainingRatio({ good: 97, bad: 3 }, of('0.98')))).toBe(-0.5);
    expect(number(badEventsLeft({ good: 97, bad: 3 }, of('0.98')))).toBe(-1);
  });

  it('is worth what one event costs', () => {
    expect(number(eventWeight({ good: 1600, bad: 12 }, of('0.98')))).toBeCloseTo(0.031, 3);
    expect(number(eventWeight({ good: 10, bad: 0 }, of('0.99')))).toBe(10);
  });

  it('runs out after the bad events that are left, at the pace of the last hours', () => {
    const left = badEventsLeft({ good: 9960, bad: 40 }, of('0.99'));

    expect(number(left)).toBe(60);
    expect(number(hoursToExhaustion(left, 3, 2))).toBe(40);
    expect(hoursToExhaustion(left, 0, 2)).toBeNull();
    expect(number(hoursToExhaustion(fraction(-1), 0, 2))).toBe(0);
    expect(hoursToExhaustion(null, 3, 2)).toBeNull();
  });

  it('without events is no data', () => {
    for (const answer of [
      errorRatio(none),
      sliRatio(none),
      burnRate(none, of('0.99')),
      budgetRemainingRatio(none, of('0.99')),
      badEventsLeft(none, of('0.99')),
      eventWeight(none, of('0.99')),
    ]) {
      expect(answer).toBeNull();
    }
  });
});

describe('burn rates', () => {
  it.each([
    ['0.99', 100],
    ['0.98', 50],
    ['0.95', 20],
    ['0.9', 10],
    ['0.75', 4],
  ])('of a target of %s end at %d', (ratio, most) => {
    expect(number(maxBurnRate(of(ratio)))).toBe(most);
    expect(number(burnRate({ good: 0, bad: 7 }, of(ratio)))).toBe(most);
  });

  it('lie between 0 and the highest, and say the same as the budget', () => {
    fc.assert(
      fc.property(events, target, (counts, ratio) => {
        const burn = burnRate(counts, ratio)!;

        expect(burn.numerator).toBeGreaterThanOrEqual(0n);
        expect(compareFractions(burn, maxBurnRate(ratio))).toBeLessThanOrEqual(0);
        expect(compareFractions(subtract(fraction(1), burn), budgetRemainingRatio(counts, ratio)!)).toBe(0);
        expect(compareFractions(subtract(fraction(1), sliRatio(counts)!), errorRatio(counts)!)).toBe(0);
        const left = badEventsLeft(counts, ratio)!;
        const share = multiply(left, eventWeight(counts, ratio)!);
        expect(compareFractions(share, budgetRemainingRatio(counts, ratio)!)).toBe(0);
        expect(compareFractions(subtract(fraction(1), errorBudgetRatio(ratio)), ratio)).toBe(0);
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
    const thresholds = pairsOfLongWindows.map(({ budgetRatio, longMs }) =>
      burnThreshold(of(budgetRatio), days * dayMs, longMs),
    );

    for (const [index, value] of expected.entries()) expect(number(thresholds[index]!)).toBeCloseTo(value, 9);
  });

  it('tell the target and the number of events from which on they make sense', () => {
    const threshold = of('14.4');

    expect(compareFractions(maxBurnRate(lowestTargetFor(threshold)), threshold)).toBe(0);
    expect(eventsToBearOneBad(threshold, of('0.99'))).toBe(7);
    expect(eventsToBearOneBad(fraction(1), of('0.99'))).toBe(100);
  });
});
