import type { TotalRow } from '../store/read/view.ts';
import type { Labels, Sample } from './sample.ts';

/**
 * One counter (or gauge) family: the rows' values summed by label set.
 * @param seeds label sets that are exported at 0 although no row speaks of them yet, so that `increase()` sees the first event.
 */
export function counterSamples<Row extends Pick<TotalRow, 'value'>>(
  rows: readonly Row[],
  labelsOf: (row: Row) => Labels,
  seeds: readonly Labels[],
): readonly Sample[] {
  const series = new Map<string, { readonly labels: Labels; value: number }>();
  // Most callers pass the same object for the same labels. Then the object itself is the key, and no text has to be
  // made.
  const byLabels = new Map<Labels, { value: number }>();
  const seriesOf = (labels: Labels): { value: number } => {
    const same = byLabels.get(labels);
    if (same !== undefined) return same;
    const key = Object.values(labels).join('\u0000');
    const known = series.get(key);
    if (known !== undefined) return known;
    const born = { labels, value: 0 };
    series.set(key, born);
    byLabels.set(labels, born);
    return born;
  };
  for (const seed of seeds) seriesOf(seed);
  for (const row of rows) seriesOf(labelsOf(row)).value += row.value;
  return [...series.values()];
}
