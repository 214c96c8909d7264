import { type Decimal, formatDecimal, parseDecimal, roundDecimal } from './decimal.ts';

/**
 * A number for people: at most `places` digits after the point, rounded half away from zero by its decimal digits (57.15 is 57.2,
 * although the double below it is a little less), without zeros at the end. A real minus sign: `−57.2`. 0 has no sign.
 *
 * @param value any finite number; an infinite one gives `∞`, and what is no number gives `no data`
 * @param places ≥ 0
 */
export function showNumber(value: number, places: number): string {
  const decimal = parseDecimal(String(value));
  if (decimal === null) return Number.isNaN(value) ? 'no data' : `${value < 0 ? '−' : ''}∞`;
  return written(roundDecimal(decimal, places));
}

/**
 * A ratio for people, as per cent: 0.123 is `12.3 %`. Rounded as `showNumber` does, with one exception: what is not 0 is never
 * shown as 0 %, and what is not 1 is never shown as 100 %. It is shown one step away from there instead, on its own side.
 *
 * @param ratio any finite number, signed; 1 is 100 %
 * @param places digits after the point, ≥ 0; 1 unless told
 */
export function showPercent(ratio: number, places = 1): string {
  const exact = parseDecimal(String(ratio));
  if (exact === null) return `${showNumber(ratio, places)} %`;
  const percent: Decimal = { digits: exact.digits * 100n, places: exact.places };
  const rounded = roundDecimal(percent, places);
  for (const border of [0n, 100n]) {
    const isBorder = ({ digits, places: own }: Decimal): boolean => digits === border * 10n ** BigInt(own);
    if (!isBorder(rounded) || isBorder(percent)) continue;
    const isAbove = percent.digits > border * 10n ** BigInt(percent.places);
    const digits = border * 10n ** BigInt(places) + (isAbove ? 1n : -1n);
    return `${written({ digits, places })} %`;
  }
  return `${written(rounded)} %`;
}

/** A burn rate for people, without a unit: two places below 10, one below 100, none above. `rate` ≥ 0. */
export function showRate(rate: number): string {
  return showNumber(rate, rate >= 100 ? 0 : rate >= 10 ? 1 : 2);
}

function written(decimal: Decimal): string {
  return formatDecimal(decimal).replace('-', '−');
}
