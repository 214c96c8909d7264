/** A decimal number without any rounding: `digits` ÷ 10^`places`. `places` ≥ 0. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** Largest exponent that is taken (either sign): any double is within. More would only cost memory. */
const maxExponent = 400;

/** Reads a number as people and JavaScript write it: `0.99`, `-3`, `.5`, `1e-7`. Null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', part = '', exponent = '0'] = match;
  const shift = Number(exponent) - part.length;
  if (whole + part === '' || Math.abs(Number(exponent)) > maxExponent) return null;
  const digits = BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n);
  return shift >= 0 ? { digits: digits * 10n ** BigInt(shift), places: 0 } : { digits, places: -shift };
}

/** Rounds to `places` after the point, half away from zero: 0.25 is 0.3 and −0.25 is −0.3 with one place. */
export function roundDecimal({ digits, places }: Decimal, wanted: number): Decimal {
  if (places <= wanted) return { digits, places };
  const step = 10n ** BigInt(places - wanted);
  const size = digits < 0n ? -digits : digits;
  const rounded = (size + step / 2n) / step;
  return { digits: digits < 0n ? -rounded : rounded, places: wanted };
}

/** Writes a decimal without an exponent and without zeros at the end: `0.999`, `-12`. */
export function formatDecimal({ digits, places }: Decimal): string {
  const size = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  const whole = size.slice(0, size.length - places);
  const part = size.slice(size.length - places).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}
