/** A probability that may be too small for a double. */
export interface Probability {
  readonly value: number;
  /** Of base 10; −Infinity only for what cannot be. */
  readonly log10: number;
}

/** Terms smaller than this share of the sum change no digit of it. */
const negligible = 1e-18;

/**
 * The chance that at least `drawnMarked` of `drawn` items are marked, when they are drawn from `all` items of which `marked` are: the exact
 * one-sided tail of the hypergeometric distribution. Each term is the one before it times a ratio of whole numbers, starting from the most
 * likely one, so nothing is lost at any size (relative error under 1e-10 up to a million items). All are whole numbers, 0 or more.
 *
 * Source: the ratio of successive terms, https://en.wikipedia.org/wiki/Hypergeometric_distribution
 */
export function hypergeometricTail(all: number, marked: number, drawn: number, drawnMarked: number): Probability {
  const least = Math.max(0, drawn + marked - all);
  const most = Math.min(drawn, marked);
  if (drawnMarked <= least) return { value: 1, log10: 0 };
  if (drawnMarked > most) return { value: 0, log10: Number.NEGATIVE_INFINITY };
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2))));
  const up = (k: number): number => ((marked - k) * (drawn - k)) / ((k + 1) * (all - marked - drawn + k + 1));
  const sumUp = (from: number): number => sumOf(from, (k) => (k < most ? up(k) : 0), 1);
  const sumDown = (from: number): number => sumOf(from, (k) => (k > least ? 1 / up(k - 1) : 0), -1);
  // Relative to the most likely term, which is 1.
  const whole = sumUp(mode) + sumDown(mode) - 1;
  if (drawnMarked <= mode) {
    const value =
      1 - (sumDown(drawnMarked - 1) * relativeTerm(mode, drawnMarked - 1, (k) => 1 / up(k - 1), -1).value) / whole;
    return { value, log10: Math.log10(value) };
  }
  const first = relativeTerm(mode, drawnMarked, up, 1);
  const tail = sumUp(drawnMarked);
  return {
    value: Math.min(1, (first.value * tail) / whole),
    log10: first.log10 + Math.log10(tail / whole),
  };
}

/** The sum of terms from one on, in a direction, relative to that term. */
function sumOf(from: number, ratio: (k: number) => number, step: 1 | -1): number {
  let sum = 1;
  let term = 1;
  for (let k = from; ; k += step) {
    term *= ratio(k);
    if (term < sum * negligible) return sum;
    sum += term;
  }
}

/** A term relative to another one. */
function relativeTerm(from: number, to: number, ratio: (k: number) => number, step: 1 | -1): Probability {
  let value = 1;
  let log10 = 0;
  for (let k = from; k !== to; k += step) {
    value *= ratio(k);
    // Before it leaves the range of doubles, its size moves to the logarithm.
    if (value < 1e-250) {
      log10 += Math.log10(value);
      value = 1;
    }
  }
  return { value: value * 10 ** log10, log10: log10 + Math.log10(value) };
}
