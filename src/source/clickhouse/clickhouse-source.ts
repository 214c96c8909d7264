import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { CisloError } from '../../model/error.ts';
import type { SourceConnection, SourceMetric, TableQuery } from '../../model/source-metric.ts';
import { connectionDetail, connectionUrl } from '../connection-details.ts';
import type { MeasuredSource, ReadVariable } from '../measured-source.ts';
import { type MeasuredRow, rowsToMinutes } from '../rows-to-minutes.ts';
import { checkClickhouseSql } from '../sql/check-clickhouse-sql.ts';

const timeoutMs = 35_000;
/** The server obeys these: it writes nothing, and gives up by itself. */
const limits = { max_execution_time: 30, max_result_rows: '1000000', readonly: '1' } as const;

/** ClickHouse over HTTP: a table of events, or a query of one's own. It is asked as a reader (`readonly=1`) whatever the user may do. */
export function clickhouseSource(
  connection: SourceConnection,
  metric: SourceMetric,
  readVariable: ReadVariable,
): MeasuredSource {
  const url = connectionUrl(connection, readVariable);
  const client = createClient({
    url,
    username: connectionDetail(connection, 'username', readVariable) ?? 'default',
    password: connectionDetail(connection, 'password', readVariable) ?? '',
    database: connectionDetail(connection, 'database', readVariable) ?? 'default',
    request_timeout: timeoutMs,
    application: 'cislo',
    // An error reaches the caller, who says it once.
    log: { level: ClickHouseLogLevel.OFF },
  });
  return {
    readMinutes: async (from, to) => {
      const query = statementOf(metric, from, to);
      try {
        const answer = await client.query({ query, format: 'JSONEachRow', clickhouse_settings: limits });
        return rowsToMinutes((await answer.json<AnsweredRow>()).map(toMeasured), metric);
      } catch (cause) {
        throw asCisloError(cause, url);
      }
    },
    close: () => client.close(),
  };
}

/** Names of ours, because ClickHouse takes a name of the answer for a column of the table. */
interface AnsweredRow {
  readonly cislo_at: unknown;
  readonly cislo_good?: unknown;
  readonly cislo_total?: unknown;
  readonly cislo_value?: unknown;
}

function toMeasured(row: AnsweredRow): MeasuredRow {
  return { at: row.cislo_at, good: row.cislo_good, total: row.cislo_total, value: row.cislo_value };
}

/** The statement that answers the minutes in [from, to). @throws CisloError `source_refused` when a part of it is not allowed */
function statementOf(metric: SourceMetric, from: number, to: number): string {
  if (metric.type === 'ratio' || metric.query.type === 'promql') throw new TypeError('ClickHouse answers no PromQL');
  const bounds = { from: timeOf(from), to: timeOf(to) };
  if (metric.query.type === 'table') return tableStatement(metric.query, bounds);
  const text = metric.query.text.replaceAll('$1', bounds.from).replaceAll('$2', bounds.to);
  refuseProblem(checkClickhouseSql(text, 'query'), metric.query.text);
  const bounded = `from (select at as cislo_time, ${metric.type === 'rows' ? 'good, total' : 'value'} from (\n${text}\n)) where cislo_time >= ${bounds.from} and cislo_time < ${bounds.to}`;
  return metric.type === 'rows'
    ? `select intDiv(toUnixTimestamp(cislo_time), 60) * 60000 as cislo_at, sum(good) as cislo_good, sum(total) as cislo_total ${bounded} group by cislo_at`
    : `select toUnixTimestamp(cislo_time) * 1000 as cislo_at, value as cislo_value ${bounded}`;
}

function tableStatement(
  { table, time, where, good }: TableQuery,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  for (const expression of [table, time, where, good])
    refuseProblem(checkClickhouseSql(expression, 'expression'), expression);
  if (!/^[\w`"]+(\.[\w`"]+)?$/.test(table)) refuseProblem('must be the name of a table', table);
  return `select intDiv(toUnixTimestamp(${time}), 60) * 60000 as cislo_at, countIf(${good}) as cislo_good, count() as cislo_total
    from ${table} where (${time} >= ${from} and ${time} < ${to}) and (${where}) group by cislo_at`;
}

function timeOf(ms: number): string {
  return `toDateTime(${Math.floor(ms / 1000)})`;
}

function refuseProblem(problem: string | null, text: string): void {
  if (problem !== null) throw new CisloError('source_refused', `the query ${problem}: ${JSON.stringify(text)}`);
}

function asCisloError(cause: unknown, url: URL): CisloError {
  if (cause instanceof CisloError) return cause;
  const message = (cause as Error).message.split('\n')[0] ?? '';
  // 209, 210: the network; 242, 999: a table that cannot be written or found for now.
  const code = /^Code: (\d+)/.exec(message)?.[1] ?? (cause as { readonly code?: string }).code ?? '';
  const isRefused = /^\d+$/.test(code) && !['209', '210', '242', '999'].includes(code);
  return isRefused
    ? new CisloError('source_refused', `ClickHouse at ${url.origin} refused the query: ${message}`, { cause })
    : new CisloError('source_unreachable', `ClickHouse at ${url.origin} does not answer: ${message}`, { cause });
}
