import type { TotalRow } from '../store/read/view.ts';
import { exemplarOf } from './exemplar-of.ts';
import type { Exemplar, Labels, Sample } from './sample.ts';

interface Series {
  readonly labels: Labels;
  readonly counts: number[];
  readonly exemplars: (Exemplar | undefined)[];
  sumMs: number;
}

/**
 * One histogram family from durable totals. The rows hold a bucket each, NOT cumulative, and `sum_ms`; out come
 * cumulative `_bucket` samples up to `+Inf`, `_sum` in seconds and `_count`.
 * @param boundsSeconds upper bounds, ascending, without +Inf.
 * @param seeds series that are exported at 0 although no row speaks of them yet.
 */
export function histogramSamples(
  name: string,
  boundsSeconds: readonly number[],
  rows: readonly TotalRow[],
  labelsOf: (row: TotalRow) => Labels,
  seeds: readonly Labels[],
): readonly Sample[] {
  const bounds = [...boundsSeconds.map(String), '+Inf'];
  const indexOf = new Map(bounds.map((bound, index) => [bound, index]));
  const series = new Map<string, Series>();
  // Most callers pass the same object for the same labels. Then the object itself is the key, and no text has to be
  // made.
  const byLabels = new Map<Labels, Series>();
  const seriesOf = (labels: Labels): Series => {
    const same = byLabels.get(labels);
    if (same !== undefined) return same;
    const key = Object.values(labels).join('\u0000');
    const known = series.get(key);
    if (known !== undefined) return known;
    const born: Series = { labels, counts: bounds.map(() => 0), exemplars: bounds.map(() => undefined), sumMs: 0 };
    series.set(key, born);
    byLabels.set(labels, born);
    return born;
  };

  for (const seed of seeds) seriesOf(seed);
  for (const row of rows) {
    const one = seriesOf(labelsOf(row));
    if (row.label === 'sum_ms') {
      one.sumMs += row.value;
      continue;
    }
    // A bound of an older release that is no longer in the list belongs to the next one above it.
    const index = indexOf.get(row.label) ?? boundsSeconds.filter((bound) => bound < Number(row.label)).length;
    one.counts[index] = (one.counts[index] ?? 0) + row.value;
    one.exemplars[index] = exemplarOf(row) ?? one.exemplars[index];
  }
  return [...series.values()].flatMap((one) => samplesOf(name, bounds, one));
}

function samplesOf(name: string, bounds: readonly string[], series: Series): readonly Sample[] {
  const sharedLabels = series.labels;
  let cumulative = 0;
  const buckets = bounds.map((le, index): Sample => {
    cumulative += series.counts[index] ?? 0;
    const exemplar = series.exemplars[index];
    const sample = { metricName: `${name}_bucket`, labels: { le }, sharedLabels, value: cumulative };
    return exemplar === undefined ? sample : { ...sample, exemplar };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels: {}, sharedLabels, value: series.sumMs / 1000 },
    { metricName: `${name}_count`, labels: {}, sharedLabels, value: cumulative },
  ];
}
