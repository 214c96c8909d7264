import type { Metric, MetricSource } from '../object/metric.ts';
import type { ResolvedMetricSource } from '../object/resolved-slo.ts';
import type { ObjectIndex } from './object-index.ts';

/** A metric with the DataSource of each query. Null where one is missing or has a problem. */
export function resolveMetric(metric: Metric<MetricSource>, index: ObjectIndex): Metric<ResolvedMetricSource> | null {
  if (metric.type === 'ratio') {
    const outcome = resolveSource(metric.outcome, index);
    const total = resolveSource(metric.total, index);
    return outcome === null || total === null ? null : { ...metric, outcome, total };
  }
  if (metric.type === 'raw') {
    const raw = resolveSource(metric.raw, index);
    return raw === null ? null : { ...metric, raw };
  }
  const threshold = resolveSource(metric.threshold, index);
  return threshold === null ? null : { ...metric, threshold };
}

function resolveSource(source: MetricSource, index: ObjectIndex): ResolvedMetricSource | null {
  if (source.dataSourceRef === null) return { ...source, dataSource: null };
  const dataSource = index.usable('DataSource', source.dataSourceRef.name);
  return dataSource === null ? null : { ...source, type: source.type ?? dataSource.type, dataSource };
}
