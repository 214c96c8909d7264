import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, parseDecimal, roundDecimal } from '../../src/model/decimal.ts';
import { showNumber, showPercent, showRate } from '../../src/model/show-number.ts';

describe('a number for people', () => {
  it.each([
    [57.15, 1, '57.2'],
    [-57.15, 1, '−57.2'],
    [0.25, 1, '0.3'],
    [-0.25, 1, '−0.3'],
    [2.5, 0, '3'],
    [14.4, 1, '14.4'],
    [3, 1, '3'],
    [0, 1, '0'],
    [-0, 1, '0'],
    [-0.04, 1, '0'],
    [1e21, 1, '1000000000000000000000'],
    [1.5e-7, 1, '0'],
    [1.5e-7, 8, '0.00000015'],
    [Number.POSITIVE_INFINITY, 1, '∞'],
    [Number.NEGATIVE_INFINITY, 1, '−∞'],
    [Number.NaN, 1, 'no data'],
  ])('%d with %d places is %s', (value, places, text) => {
    expect(showNumber(value, places)).toBe(text);
  });

  it('reads the same with either sign', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.nat(6), (value, places) => {
        const text = showNumber(value, places);

        expect(showNumber(-value, places)).toBe(text === '0' ? '0' : `−${text}`);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.5 * 10 ** -places * (1 + 1e-6) + 1e-9);
      }),
    );
  });
});

describe('a share for people', () => {
  it.each([
    [0.5715, 1, '57.2 %'],
    [-0.5715, 1, '−57.2 %'],
    [0.123, 1, '12.3 %'],
    [1, 1, '100 %'],
    [0, 1, '0 %'],
    [0.99996, 2, '99.99 %'],
    [1.00001, 1, '100.1 %'],
    [0.0001, 1, '0.1 %'],
    [-0.0001, 1, '−0.1 %'],
    [0.999, 4, '99.9 %'],
    [-1, 1, '−100 %'],
    [Number.POSITIVE_INFINITY, 1, '∞ %'],
  ])('%d with %d places is %s', (ratio, places, text) => {
    expect(showPercent(ratio, places)).toBe(text);
  });

  it('has one place unless told', () => {
    expect(showPercent(0.4567)).toBe('45.7 %');
  });
});

describe('a burn rate for people', () => {
  it.each([
    [0, '0'],
    [4.375, '4.38'],
    [14.88, '14.9'],
    [250.4, '250'],
  ])('%d is %s', (rate, text) => {
    expect(showRate(rate)).toBe(text);
  });
});

describe('a decimal', () => {
  it.each(['', '.', '1.2.3', '0x10', 'NaN', '1e99999', '1e401', 'Infinity', '1 '])('is not %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it.each([
    ['0.990', '0.99'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+1.5', '1.5'],
    ['-0.05', '-0.05'],
    ['99.9e-2', '0.999'],
    ['1.5E3', '1500'],
  ])('%s is %s', (text, plain) => {
    expect(formatDecimal(parseDecimal(text)!)).toBe(plain);
  });

  it('of any double is that double again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatDecimal(parseDecimal(String(value))!))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('with fewer places than asked for stays as it is', () => {
    expect(roundDecimal({ digits: 5n, places: 1 }, 3)).toEqual({ digits: 5n, places: 1 });
  });
});
