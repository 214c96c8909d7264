import { add, type Fraction, fraction } from '../../model/fraction.ts';

/**
 * A sum of many ratios, without any rounding: for each denominator the sum of the numerators, in the order of the denominators. A mean
 * of ratios is no quotient of two sums of counts, so this is what a store keeps of a stretch of slices; it has as many rows as there are
 * different numbers of events in a slice. Sums of neighbouring stretches add up.
 */
export type RatioSum = readonly Fraction[];

/** Adds sums or single ratios; the order does not matter. */
export function addRatios(...sums: readonly RatioSum[]): RatioSum {
  const numerators = new Map<bigint, bigint>();
  for (const { numerator, denominator } of sums.flat()) {
    numerators.set(denominator, (numerators.get(denominator) ?? 0n) + numerator);
  }
  return [...numerators]
    .map(([denominator, numerator]) => ({ numerator, denominator }))
    .sort((left, right) => (left.denominator < right.denominator ? -1 : 1));
}

/** The sum as one fraction; 0 for an empty one. Halves are added first, which keeps the long numbers few. */
export function totalRatio(sum: RatioSum): Fraction {
  const [first, second] = sum;
  if (first === undefined) return fraction(0);
  if (second === undefined) return first;
  const middle = Math.ceil(sum.length / 2);
  return add(totalRatio(sum.slice(0, middle)), totalRatio(sum.slice(middle)));
}
