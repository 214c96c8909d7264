import type { Decimal } from './decimal.ts';

/** A number without any rounding: `numerator` ÷ `denominator`. The denominator is above 0; the fraction need not be in lowest terms. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A whole number, or a quotient of two whole numbers (`denominator` above 0), as a fraction. Throws RangeError for what is not whole. */
export function fraction(numerator: number | bigint, denominator: number | bigint = 1n): Fraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** A decimal as a fraction. */
export function decimalFraction({ digits, places }: Decimal): Fraction {
  return { numerator: digits, denominator: 10n ** BigInt(places) };
}

/** left + right. */
export function add(left: Fraction, right: Fraction): Fraction {
  if (left.denominator === right.denominator) {
    return { numerator: left.numerator + right.numerator, denominator: left.denominator };
  }
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  };
}

/** left − right. */
export function subtract(left: Fraction, right: Fraction): Fraction {
  return add(left, { numerator: -right.numerator, denominator: right.denominator });
}

/** left × right. */
export function multiply(left: Fraction, right: Fraction): Fraction {
  return { numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator };
}

/** left ÷ right, which must be above 0. */
export function divide(left: Fraction, right: Fraction): Fraction {
  if (left.denominator === right.denominator) return { numerator: left.numerator, denominator: right.numerator };
  return { numerator: left.numerator * right.denominator, denominator: left.denominator * right.numerator };
}

/** Negative when left is the smaller, 0 when they are equal, positive when left is the larger; exact. */
export function compareFractions(left: Fraction, right: Fraction): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A double holds 53 bits of a number and cannot be above 2^1024. */
const quotientBits = 64;
const tooLong = 2n ** 1000n;

/**
 * The fraction as a double, for showing: exact where both parts are below 2^53, within two units of the last place otherwise.
 * The parts may be longer than a double can hold, as those of a sum of many ratios are.
 */
export function toNumber({ numerator, denominator }: Fraction): number {
  const size = numerator < 0n ? -numerator : numerator;
  if (size < tooLong && denominator < tooLong) return Number(numerator) / Number(denominator);
  const shift = quotientBits + bitLength(denominator) - bitLength(size);
  const quotient = shift >= 0 ? (size << BigInt(shift)) / denominator : size / (denominator << BigInt(-shift));
  const value = Number(quotient) * 2 ** -shift;
  return numerator < 0n ? -value : value;
}

function bitLength(size: bigint): number {
  return size.toString(16).length * 4;
}
