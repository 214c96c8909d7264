import { metricFamilies as m } from '../model/metric-names.ts';
import type { RuleGroup } from './prometheus-rule-file.ts';

const percentiles = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

const histograms = [
  { record: 'cislo:job_queue_duration_seconds', family: m.jobQueueDuration },
  { record: 'cislo:job_run_duration_seconds', family: m.jobRunDuration },
  { record: 'cislo:revision_first_status_seconds', family: m.firstStatus },
] as const;

/**
 * Recordings of the 50th, 95th and 99th percentile of queue time, run time and time to the first status over the last 6 hours, in
 * seconds, as precise as the buckets are. Nothing in that time gives no value. Every replica exports the same: the highest of each
 * bucket is taken, not the sum.
 */
export function percentileRules(): RuleGroup {
  return {
    name: 'cislo-percentiles',
    interval: '1m',
    rules: histograms.flatMap(({ record, family }) =>
      percentiles.map(([name, quantile]) => ({ record: `${record}:${name}`, expr: quantileOf(family, quantile) })),
    ),
  };
}

function quantileOf({ name, labels }: { readonly name: string; readonly labels: readonly string[] }, quantile: number) {
  const kept = ['job', ...labels].join(', ');
  const buckets = `max by (${kept}, le) (increase(${name}_bucket[6h]))`;
  const some = `max by (${kept}) (increase(${name}_count[6h])) > 0`;
  return `histogram_quantile(${quantile}, ${buckets})\nand on (${kept}) ${some}`;
}
