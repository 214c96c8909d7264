import { jobBucketsSeconds } from '../model/buckets.ts';
import { kinds, openStates, outcomes } from '../model/job-run.ts';
import { type MetricKey, metricFamilies } from '../model/metric-names.ts';
import type { TotalName, TotalRow } from '../store/read/view.ts';
import { counterSamples } from './counter-samples.ts';
import { histogramSamples } from './histogram-samples.ts';
import type { Labels, Sample } from './sample.ts';
import type { Snapshot } from './snapshot.ts';

/** The families about job runs. Counters start at 0 for every kind of every provider seen, histograms for every pair seen. */
export function jobSamples(snapshot: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  const of = (name: TotalName): readonly TotalRow[] => snapshot.totals.get(name) ?? [];
  const queued = of('jobs_queued');
  // One object for each set of labels: the registry formats it once for all buckets that share it.
  const shared = sharedLabels();
  const pairs = distinct(queued.map((row) => shared(row)));
  const everyKind = distinct(queued.flatMap((row) => kinds.map((kind) => shared({ ...row, kind }))));
  const everyOutcome = everyKind.flatMap((labels) => outcomes.map((outcome) => ({ ...labels, outcome })));
  const histogram = (key: MetricKey, name: TotalName): readonly Sample[] =>
    histogramSamples(metricFamilies[key].name, jobBucketsSeconds, of(name), shared, pairs);

  // The gauges never carry the repository label.
  const pairsNow = distinct(
    (snapshot.sums.get('jobs_queued') ?? []).map(({ kind, provider }) => shared({ repository: '', kind, provider })),
  );
  return {
    jobsQueued: counterSamples(queued, shared, everyKind),
    jobsStarted: counterSamples(of('jobs_started'), shared, everyKind),
    jobsFinished: counterSamples(of('jobs_finished'), (row) => ({ ...shared(row), outcome: row.label }), everyOutcome),
    jobDuration: histogram('jobDuration', 'job_duration'),
    jobQueueDuration: histogram('jobQueueDuration', 'job_queue_duration'),
    jobRunDuration: histogram('jobRunDuration', 'job_run_duration'),
    jobWaitingDuration: histogram('jobWaitingDuration', 'job_waiting_duration'),
    jobsOpen: counterSamples(
      snapshot.openJobs.map((row) => ({ ...row, value: row.count })),
      ({ kind, provider, state }) => ({ kind, provider, state }),
      pairsNow.flatMap((labels) => openStates.map((state) => ({ ...labels, state }))),
    ),
    jobsOverdue: counterSamples(
      snapshot.overdueJobs.map((row) => ({ ...row, value: row.count })),
      ({ kind, provider }) => ({ kind, provider }),
      pairsNow,
    ),
  };
}

type LabelSource = Pick<TotalRow, 'repository' | 'kind' | 'provider'>;

function sharedLabels(): (row: LabelSource) => Labels {
  const known = new Map<string, Labels>();
  return ({ repository, kind, provider }) => {
    const key = `${repository}\u0000${kind}\u0000${provider}`;
    const labels = known.get(key) ?? (repository === '' ? { kind, provider } : { repository, kind, provider });
    known.set(key, labels);
    return labels;
  };
}

function distinct(labels: readonly Labels[]): readonly Labels[] {
  return [...new Set(labels)];
}
