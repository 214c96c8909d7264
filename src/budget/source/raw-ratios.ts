import { type Decimal, parseDecimal } from '../../model/decimal.ts';
import { compareFractions, decimalFraction, type Fraction, fraction, subtract } from '../../model/fraction.ts';
import type { Point, RatioPoint } from '../minute.ts';

/** What a raw metric is a ratio of: good (`success`) or bad (`failure`). */
export const rawTypes = ['success', 'failure'] as const;
export type RawType = (typeof rawTypes)[number];

const zero = fraction(0);
const one = fraction(1);
/** Divisions of doubles may leave [0, 1] by a little. */
const tolerance = fraction(1, 1_000_000_000);

/**
 * The values of a raw metric as ratios of good: a value, or 1 − it for `failure`, by its decimal digits. A value up to 10⁻⁹ outside of
 * [0, 1] counts as the border. NaN, and a value further outside (a percentage, say), is no ratio and left out; `unusable` counts the latter.
 * https://github.com/OpenSLO/OpenSLO#sli
 */
export function rawRatios(
  points: readonly Point[],
  rawType: RawType,
): { readonly points: readonly RatioPoint[]; readonly unusable: number } {
  const values = points.filter(({ value }) => !Number.isNaN(value));
  const usable = values.flatMap(({ at, value, series = '' }): readonly RatioPoint[] => {
    const ratio = ratioOf(value);
    if (ratio === null) return [];
    return [{ at, ratio: rawType === 'failure' ? subtract(one, ratio) : ratio, series }];
  });
  return { points: usable, unusable: values.length - usable.length };
}

function ratioOf(value: number): Fraction | null {
  if (!Number.isFinite(value)) return null;
  const ratio = decimalFraction(parseDecimal(String(value)) as Decimal);
  if (compareFractions(subtract(zero, ratio), tolerance) > 0) return null;
  if (compareFractions(subtract(ratio, one), tolerance) > 0) return null;
  if (compareFractions(ratio, zero) < 0) return zero;
  return compareFractions(ratio, one) > 0 ? one : ratio;
}
