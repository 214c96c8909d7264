import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareShare } from '../../src/alert/compare-share.ts';
import { compareFractions, fraction } from '../../src/model/fraction.ts';

test('a share compares with a limit as fractions do, whatever their size', () => {
  const size = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 10n ** 25n));
  fc.assert(
    fc.property(size, fc.bigInt(1n, 10n ** 25n), size, fc.bigInt(1n, 10n ** 10n), (part, more, limit, scale) => {
      const whole = part + more;
      const border = fraction(limit, scale);

      expect(compareShare(border)(part, whole)).toBe(compareFractions(fraction(part, whole), border));
      expect(compareShare(fraction(part, whole))(part * 3n, whole * 3n)).toBe(0);
    }),
  );
});

test('plain numbers compare exactly too', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1 }), fc.nat(), fc.integer({ min: 1 }), (part, whole, limit, scale) => {
      const border = fraction(limit, scale);

      expect(compareShare(border)(part, whole)).toBe(compareFractions(fraction(part, whole), border));
    }),
  );
  expect(compareShare(fraction(-1, 2))(0, 1)).toBe(1);
});
