import { type Decimal, formatDecimal, parseDecimal } from '../../model/decimal.ts';

/** A finite number of a file. */
export interface ExactNumber {
  /** The nearest double. */
  readonly number: number;
  /** The same exactly, as decimal digits without an exponent: `0.999`. Borders are compared with this one. */
  readonly decimal: string;
}

/** A decimal as an `ExactNumber`. */
export function exactNumber(decimal: Decimal): ExactNumber {
  const digits = formatDecimal(decimal);
  return { number: Number(digits), decimal: digits };
}

/** The digits as the file spells them; where those are no decimal number (an alias, `0x10`), those of the value. `value` is finite. */
export function decimalOf(spelling: string, value: number): Decimal {
  return parseDecimal(spelling) ?? (parseDecimal(String(value)) as Decimal);
}
