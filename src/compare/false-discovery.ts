/**
 * The smallest false discovery rate at which each of these p values counts, in their order: Benjamini and Hochberg's step-up, as q values.
 * Works with logarithms of base 10, so no p is too small.
 *
 * Source: Benjamini and Hochberg, "Controlling the False Discovery Rate", 1995.
 */
export function logQValues(logPValues: readonly number[]): readonly number[] {
  const order = [...logPValues.keys()].sort((a, b) => (logPValues[a] as number) - (logPValues[b] as number));
  const found = new Array<number>(logPValues.length).fill(0);
  let least = 0;
  for (let place = order.length; place > 0; place -= 1) {
    const index = order[place - 1] as number;
    least = Math.min(least, (logPValues[index] as number) + Math.log10(order.length / place));
    found[index] = least;
  }
  return found;
}
