import { type Decimal, parseDecimal } from '../../model/decimal.ts';
import { compareFractions, decimalFraction, type Fraction } from '../../model/fraction.ts';
import type { ThresholdOp } from '../../model/source-metric.ts';

/**
 * Whether `value op limit` holds, compared by the decimal digits of the value, so that 0.1 is just 0.1. NaN satisfies nothing.
 * https://github.com/OpenSLO/OpenSLO#objectives
 */
export function meetsThreshold(value: number, op: ThresholdOp, limit: Decimal): boolean {
  const order = compareWith(value, decimalFraction(limit));
  switch (op) {
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return op satisfies never;
  }
}

/** An infinite value is above or below every limit. */
function compareWith(value: number, limit: Fraction): number {
  if (!Number.isFinite(value)) return value;
  return compareFractions(decimalFraction(parseDecimal(String(value)) as Decimal), limit);
}
