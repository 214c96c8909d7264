import { firstStatusBucketsSeconds } from '../model/buckets.ts';
import { type MetricKey, metricFamilies } from '../model/metric-names.ts';
import { revisionActions } from '../model/revision.ts';
import type { TotalName, TotalRow } from '../store/read/view.ts';
import { counterSamples } from './counter-samples.ts';
import { histogramSamples } from './histogram-samples.ts';
import type { Labels, Sample } from './sample.ts';
import type { Snapshot } from './snapshot.ts';

/** The families about revisions. Every action, and the provider `any`, are exported at 0 from the start. */
export function revisionSamples(snapshot: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  const of = (name: TotalName): readonly TotalRow[] => snapshot.totals.get(name) ?? [];
  const withRepository = (row: TotalRow, labels: Labels): Labels =>
    row.repository === '' ? labels : { repository: row.repository, ...labels };
  const byRepository = snapshot.totals !== snapshot.sums;
  const providers = ['any', ...new Set((snapshot.sums.get('revision_first_status') ?? []).map((row) => row.provider))];
  return {
    firstStatus: histogramSamples(
      metricFamilies.firstStatus.name,
      firstStatusBucketsSeconds,
      of('revision_first_status'),
      (row) => withRepository(row, { provider: row.provider }),
      byRepository ? [] : [{ provider: 'any' }],
    ),
    revisionsWithoutStatus: counterSamples(
      snapshot.withoutStatus.map((row) => ({ ...row, value: row.count })),
      ({ provider }) => ({ provider }),
      providers.map((provider) => ({ provider })),
    ),
    revisions: counterSamples(
      of('revisions'),
      (row) => withRepository(row, { action: row.label }),
      byRepository ? [] : revisionActions.map((action) => ({ action })),
    ),
  };
}
