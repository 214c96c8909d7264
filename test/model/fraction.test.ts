import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compareFractions,
  divide,
  type Fraction,
  fraction,
  multiply,
  subtract,
  toNumber,
} from '../../src/model/fraction.ts';

const some = fc
  .record({
    numerator: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    denominator: fc.bigInt({ min: 1n, max: 10n ** 6n }),
  })
  .map(({ numerator, denominator }): Fraction => ({ numerator, denominator }));

describe('fractions', () => {
  it('keep the laws of arithmetic', () => {
    fc.assert(
      fc.property(some, some, (left, right) => {
        const same = (a: Fraction, b: Fraction) => expect(compareFractions(a, b)).toBe(0);

        same(add(left, right), add(right, left));
        same(subtract(add(left, right), right), left);
        same(multiply(left, right), multiply(right, left));
        if (right.numerator > 0n) same(multiply(divide(left, right), right), left);
        if (left.numerator > 0n) same(divide(left, left), fraction(1));
      }),
    );
  });

  it('are shown as the nearest double also where their parts are too long for one', () => {
    const long = 7n ** 900n;
    fc.assert(
      fc.property(some, (value) => {
        const shown = toNumber({ numerator: value.numerator * long, denominator: value.denominator * long });

        expect(Math.abs(shown - toNumber(value))).toBeLessThanOrEqual(Math.abs(toNumber(value)) * 2 ** -51);
      }),
    );
    expect(toNumber({ numerator: 5n ** 500n, denominator: 1n })).toBe(Number.POSITIVE_INFINITY);
    expect(toNumber({ numerator: -1n, denominator: 5n ** 500n }) <= 0).toBe(true);
  });
});
