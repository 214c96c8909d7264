import { Client } from 'pg';
import { CisloError } from '../../model/error.ts';
import type { SourceConnection, SourceMetric } from '../../model/source-metric.ts';
import { connectionDetail } from '../connection-details.ts';
import type { MeasuredSource, ReadVariable } from '../measured-source.ts';
import { type MeasuredRow, rowsToMinutes } from '../rows-to-minutes.ts';
import { checkPostgresqlQuery } from '../sql/check-postgresql-query.ts';

const statementTimeoutMs = 30_000;
const lockTimeoutMs = 1_000;
const connectTimeoutMs = 10_000;

/**
 * A PostgreSQL that somebody else fills. Each question is a read-only transaction with limits of time; a connection is opened for it and
 * closed after it, so nothing that a query could leave in a session lives on.
 */
export function postgresqlSource(
  connection: SourceConnection,
  metric: SourceMetric,
  readVariable: ReadVariable,
): MeasuredSource {
  const url = connectionDetail(connection, 'url', readVariable);
  if (url === null || !/^postgres(ql)?:\/\//.test(url)) {
    throw new CisloError(
      'bad_settings',
      `the postgresql source needs a url that begins with postgres://, got ${url === null ? 'none' : 'another one'}`,
    );
  }
  const text = queryOf(metric);
  const value = metric.type === 'rows' ? 'good, total' : 'value';
  return {
    readMinutes: async (from, to) => {
      const problem = await checkPostgresqlQuery(text);
      if (problem !== null) throw new CisloError('source_refused', `the query ${problem}: ${JSON.stringify(text)}`);
      // The bounds are always used, so that their types are known.
      const statement = `select extract(epoch from q.at)::float8 * 1000 as at, ${value} from (\n${text}\n) q where q.at >= $1::timestamptz and q.at < $2::timestamptz`;
      const rows = await ask(url, statement, [new Date(from).toISOString(), new Date(to).toISOString()]);
      return rowsToMinutes(rows, metric);
    },
    close: async () => undefined,
  };
}

function queryOf(metric: SourceMetric): string {
  if (metric.type !== 'ratio' && metric.query.type === 'sql') return metric.query.text;
  throw new TypeError(`PostgreSQL answers no ${metric.type} of this kind`);
}

async function ask(url: string, statement: string, bounds: readonly string[]): Promise<readonly MeasuredRow[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: statementTimeoutMs + 5_000,
  });
  // A connection that breaks is told by the question that is under way.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new CisloError('source_unreachable', `PostgreSQL does not answer: ${(cause as Error).message}`, { cause });
  }
  try {
    await client.query('begin transaction read only');
    await client.query(`set local statement_timeout = ${statementTimeoutMs}`);
    await client.query(`set local lock_timeout = ${lockTimeoutMs}`);
    const { rows } = await client.query(statement, [...bounds]);
    return rows as readonly MeasuredRow[];
  } catch (cause) {
    const { code = '', message } = cause as { readonly code?: string; readonly message: string };
    // Classes 08, 53, 57 and 58 tell of the server, not of the query; 57014 is the query that took too long.
    const isAway = code !== '57014' && (code.length !== 5 || /^(08|53|57|58)/.test(code));
    throw new CisloError(
      isAway ? 'source_unreachable' : 'source_refused',
      `PostgreSQL ${isAway ? 'went away' : 'refused the query'}: ${message}`,
      {
        cause,
      },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
