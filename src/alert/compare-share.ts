import type { Fraction } from '../model/fraction.ts';

/**
 * Makes a function that compares part ÷ whole with a limit, exactly: negative when the share is below, 0 when it is the limit, positive
 * when it is above. Whole numbers of any size; `whole` is above 0. It multiplies plain numbers as long as these are exact, so that a
 * back-test of many minutes is fast.
 */
export function compareShare(limit: Fraction): (part: number | bigint, whole: number | bigint) => number {
  const divisor = greatestCommonDivisor(limit.numerator < 0n ? -limit.numerator : limit.numerator, limit.denominator);
  const numerator = limit.numerator / divisor;
  const denominator = limit.denominator / divisor;
  const plainNumerator = Number(numerator);
  const plainDenominator = Number(denominator);
  return (part, whole) => {
    const left = Number(part) * plainDenominator;
    const right = Number(whole) * plainNumerator;
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return Math.sign(left - right);
    const difference = BigInt(part) * denominator - BigInt(whole) * numerator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestCommonDivisor(right, left % right);
}
