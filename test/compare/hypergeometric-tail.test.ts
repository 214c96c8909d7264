import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypergeometricTail } from '../../src/compare/hypergeometric-tail.ts';

/** n over k by whole numbers. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) result = (result * BigInt(n - i + 1)) / BigInt(i);
  return result;
}

/** The tail as a fraction of whole numbers. */
function exactTail(all: number, marked: number, drawn: number, least: number): readonly [bigint, bigint] {
  let sum = 0n;
  for (let k = least; k <= Math.min(marked, drawn); k += 1) sum += choose(marked, k) * choose(all - marked, drawn - k);
  return [sum, choose(all, drawn)];
}

/** The base-10 logarithm of a fraction of whole numbers, which may be too small for a double. */
function log10Of([top, bottom]: readonly [bigint, bigint]): number {
  if (top === 0n) return Number.NEGATIVE_INFINITY;
  const log = (value: bigint): number => {
    const digits = value.toString();
    return digits.length - 15 + Math.log10(Number(digits.slice(0, 15).padEnd(15, '0')));
  };
  return log(top) - log(bottom);
}

const quarter = fc.integer({ min: 0, max: 120 });

describe('the tail of the hypergeometric distribution', () => {
  it('is the exact fraction for 6 of 8 bad votes where 2 of 40 good ones have the value', () => {
    expect(hypergeometricTail(48, 8, 8, 6).value).toBeCloseTo(7387 / 125782998, 18);
    expect(hypergeometricTail(48, 8, 8, 6).value / 5.872812794619508e-5).toBeCloseTo(1, 13);
  });

  it('equals the sum of whole numbers, however small it is', () => {
    fc.assert(
      fc.property(quarter, quarter, quarter, quarter, (a, b, c, d) => {
        const all = a + b + c + d;
        const [marked, drawn, least] = [a + b, a + c, a];
        const { value, log10 } = hypergeometricTail(all, marked, drawn, least);
        const exact = exactTail(all, marked, drawn, least);
        expect(log10).toBeCloseTo(log10Of(exact), 9);
        expect(value).toBeCloseTo(10 ** log10Of(exact), 10);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its size where a double would be 0', () => {
    const exact = log10Of(exactTail(4000, 1000, 1000, 990));

    const { value, log10 } = hypergeometricTail(4000, 1000, 1000, 990);

    expect(value).toBe(0);
    expect(log10).toBeLessThan(-330);
    expect(log10).toBeCloseTo(exact, 6);
  });

  it.each([
    [1_000_000, 10, 200_000],
    [1_000_000, 1_000, 200_000],
    [200_000, 2_000, 4_000],
  ])('of %i items is exact to the tenth digit where all %i marked ones are among %i drawn', (all, marked, drawn) => {
    let [top, bottom] = [1n, 1n];
    for (let index = 0; index < marked; index += 1) {
      top *= BigInt(drawn - index);
      bottom *= BigInt(all - index);
    }
    const exact = log10Of([top, bottom]);

    const { log10 } = hypergeometricTail(all, marked, drawn, marked);

    // A difference of logarithms is a relative error.
    expect(Math.abs(log10 - exact) * Math.LN10).toBeLessThan(1e-10);
  });

  it.each([
    [10, 3, 4, 0, 1],
    [10, 3, 4, 4, 0],
    [10, 8, 5, 3, 1],
    [0, 0, 0, 0, 1],
    [5, 5, 2, 2, 1],
  ])('of %i items, %i marked, %i drawn, at least %i marked: %d', (all, marked, drawn, least, expected) => {
    expect(hypergeometricTail(all, marked, drawn, least).value).toBe(expected);
  });
});
