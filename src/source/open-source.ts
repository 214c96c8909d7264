import type { SourceConnection, SourceMetric } from '../model/source-metric.ts';
import { clickhouseSource } from './clickhouse/clickhouse-source.ts';
import type { MeasuredSource, ReadVariable } from './measured-source.ts';
import { postgresqlSource } from './postgresql/postgresql-source.ts';
import { prometheusSource } from './prometheus/prometheus-source.ts';

const sources = { prometheus: prometheusSource, clickhouse: clickhouseSource, postgresql: postgresqlSource } as const;

/**
 * The source that a connection names, for one metric. Nothing is asked yet.
 *
 * @throws CisloError `bad_settings` when the connection has no address, or a variable that it names is not set
 */
export function openSource(
  connection: SourceConnection,
  metric: SourceMetric,
  readVariable: ReadVariable,
): MeasuredSource {
  return sources[connection.type](connection, metric, readVariable);
}
