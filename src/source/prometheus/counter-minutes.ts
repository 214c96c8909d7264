import type { Series } from './ask-prometheus.ts';

const minuteMs = 60_000;

/**
 * How much counters grew in each minute of [from, to), all series together, as whole numbers. The value at the end of a minute is compared
 * with the last one before it; a smaller value is a restart of the counter, which began at 0. A series that appears while another
 * of the same query was there a minute before was born, and counts from 0: otherwise the first event of every series would be lost.
 * A series that nothing is known before otherwise only sets the mark. ms on whole minutes.
 *
 * @param before the last value of each series at `from` or before, by its key
 * @param during values at the ends of minutes, in (from, to]
 */
export function counterMinutes(
  before: readonly Series[],
  during: readonly Series[],
  from: number,
  to: number,
): ReadonlyMap<number, number> {
  const last = new Map<string, number>();
  let seen = 0;
  for (const { key, values } of before) {
    for (const value of values.values()) last.set(key, value);
    seen += values.has(from) ? 1 : 0;
  }
  const grown = new Map<number, number>();
  for (let end = from + minuteMs; end <= to; end += minuteMs) {
    const present = during.flatMap(({ key, values }) => {
      const value = values.get(end);
      return value === undefined ? [] : [{ key, value }];
    });
    let sum = 0;
    for (const { key, value } of present) {
      const known = last.get(key);
      const start = known === undefined ? (seen > 0 ? 0 : value) : value < known ? 0 : known;
      // Rounding both marks, not their difference, loses nothing over many minutes.
      sum += Math.round(value) - Math.round(start);
      last.set(key, value);
    }
    seen = present.length;
    if (present.length > 0) grown.set(end - minuteMs, sum);
  }
  return grown;
}
