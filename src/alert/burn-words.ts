import { compareFractions, type Fraction, toNumber } from '../model/fraction.ts';
import { showRate } from '../model/show-number.ts';

/**
 * How the budget burns, in one word. Breached: over the threshold in both windows. Recovering: in the long one only, so it gets better.
 * Increasing: in the short one only, so it gets worse. Acceptable: in neither.
 */
export type BurnWord = 'Breached' | 'Recovering' | 'Increasing' | 'Acceptable';

/** A window's name, such as `1h`, and its burn rate; null: no event was good or bad. */
export interface WindowRate {
  readonly window: string;
  readonly rate: Fraction | null;
}

/** The word for two windows and a threshold, and a sentence with both rates. A window without events is not over the threshold. Exact. */
export function burnWords(
  long: WindowRate,
  short: WindowRate,
  threshold: Fraction,
): { readonly word: BurnWord; readonly sentence: string } {
  const isOver = ({ rate }: WindowRate): boolean => rate !== null && compareFractions(rate, threshold) > 0;
  const word = isOver(long) ? (isOver(short) ? 'Breached' : 'Recovering') : isOver(short) ? 'Increasing' : 'Acceptable';
  const sentence = `${word}: ${told(long)}, ${told(short)}; the threshold is ${showRate(toNumber(threshold))} times.`;
  return { word, sentence };
}

function told({ window, rate }: WindowRate): string {
  if (rate === null) return `no event over ${window}`;
  return `the budget burns ${showRate(toNumber(rate))} times as fast as it may over ${window}`;
}
