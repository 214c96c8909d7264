/**
 * The samples of half-open [from, to) in the order of time, each once: a minute by its time, a point by its time and its series. Of
 * several that are the same one the last in the list stands: a source reads a minute again when something late came into it.
 */
export function latestSamples<T extends { readonly at: number; readonly series?: string }>(
  samples: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  const inside = samples.filter(({ at }) => at >= from && at < to);
  const byTime = new Map<string | number, T>();
  for (const sample of inside)
    byTime.set(sample.series === undefined ? sample.at : `${sample.at} ${sample.series}`, sample);
  return [...byTime.values()].sort((left, right) => left.at - right.at);
}
