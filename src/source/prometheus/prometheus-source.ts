import { meetsThreshold } from '../../budget/source/meets-threshold.ts';
import { type Decimal, parseDecimal } from '../../model/decimal.ts';
import {
  type PromqlQuery,
  rawUnit,
  type SourceConnection,
  type SourceMetric,
  type SourceMinute,
  type SqlQuery,
} from '../../model/source-metric.ts';
import { connectionDetail, connectionUrl } from '../connection-details.ts';
import type { MeasuredSource, ReadVariable } from '../measured-source.ts';
import { type PrometheusServer, queryAt, queryRange, type Series } from './ask-prometheus.ts';
import { counterMinutes } from './counter-minutes.ts';

const minuteMs = 60_000;
const timeoutMs = 30_000;
/** Prometheus answers 11,000 points at most; smaller questions spare it memory. */
const mostMinutes = 6 * 60;
/** A counter that was not seen for so long is a new one. */
const memory = '1d';

/** Prometheus, or whatever answers its HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export function prometheusSource(
  connection: SourceConnection,
  metric: SourceMetric,
  readVariable: ReadVariable,
): MeasuredSource {
  const server: PrometheusServer = {
    url: connectionUrl(connection, readVariable),
    headers: headersOf(connection, readVariable),
    timeoutMs,
  };
  return {
    readMinutes: async (from, to) => {
      const minutes: SourceMinute[] = [];
      for (let start = from; start < to; start += mostMinutes * minuteMs) {
        minutes.push(...(await readPart(server, metric, start, Math.min(to, start + mostMinutes * minuteMs))));
      }
      return minutes;
    },
    close: async () => undefined,
  };
}

function headersOf(connection: SourceConnection, readVariable: ReadVariable): Readonly<Record<string, string>> {
  const token = connectionDetail(connection, 'token', readVariable);
  if (token !== null) return { authorization: `Bearer ${token}` };
  const username = connectionDetail(connection, 'username', readVariable);
  if (username === null) return {};
  const password = connectionDetail(connection, 'password', readVariable) ?? '';
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

async function readPart(
  server: PrometheusServer,
  metric: SourceMetric,
  from: number,
  to: number,
): Promise<readonly SourceMinute[]> {
  switch (metric.type) {
    case 'ratio': {
      const read = metric.counter ? readCounter : readGauge;
      const [total, outcome] = [
        await read(server, metric.total, from, to),
        await read(server, metric.outcome, from, to),
      ];
      return [...total].map(([at, count]) => {
        // Two queries never read quite the same scrape, so one may be ahead by an event.
        const part = Math.min(outcome.get(at) ?? 0, count);
        return { at, good: metric.side === 'good' ? part : count - part, total: count };
      });
    }
    case 'raw':
      return pointMinutes(await readPoints(server, metric.query, from, to), (value) => {
        const ratio = Math.min(1, Math.max(0, value));
        const parts = Math.round(ratio * rawUnit);
        return { good: metric.rawType === 'success' ? parts : rawUnit - parts, total: rawUnit };
      });
    case 'threshold':
      return pointMinutes(await readPoints(server, metric.query, from, to), (value) => ({
        good: meetsThreshold(value, metric.op, parseDecimal(metric.limit) as Decimal) ? 1 : 0,
        total: 1,
      }));
    case 'rows':
      throw new TypeError('Prometheus answers no rows');
  }
}

async function readCounter(
  server: PrometheusServer,
  { text }: PromqlQuery,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, number>> {
  const at = await queryAt(server, text, from);
  const known = new Set(at.map(({ key }) => key));
  const earlier = await queryAt(server, `last_over_time((${text})[${memory}:1m])`, from);
  const before = [...at, ...earlier.filter(({ key }) => !known.has(key)).map(asEarlier)];
  return counterMinutes(before, await queryRange(server, text, from + minuteMs, to), from, to);
}

/** A value that was seen before `from`, not at it. */
function asEarlier({ key, values }: Series): Series {
  return { key, values: new Map([...values.values()].map((value) => [Number.NEGATIVE_INFINITY, value])) };
}

/** Each value is the number of events of the minute that it ends. */
async function readGauge(
  server: PrometheusServer,
  query: PromqlQuery,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, number>> {
  const sums = new Map<number, number>();
  for (const { at, value } of await readPoints(server, query, from, to)) {
    sums.set(at, (sums.get(at) ?? 0) + Math.max(0, Math.round(value)));
  }
  return new Map([...sums].sort(([a], [b]) => a - b));
}

interface Point {
  /** The start of the minute that the point ends, ms. */
  readonly at: number;
  readonly value: number;
}

async function readPoints(
  server: PrometheusServer,
  { text }: PromqlQuery | SqlQuery,
  from: number,
  to: number,
): Promise<readonly Point[]> {
  const series = await queryRange(server, text, from + minuteMs, to);
  return series.flatMap(({ values }) => [...values].map(([end, value]) => ({ at: end - minuteMs, value })));
}

/** Adds up what the points of each minute count for, in order of time. */
function pointMinutes(
  points: readonly Point[],
  judge: (value: number) => { readonly good: number; readonly total: number },
): readonly SourceMinute[] {
  const minutes = new Map<number, SourceMinute>();
  for (const { at, value } of points) {
    const { good, total } = judge(value);
    const sum = minutes.get(at);
    minutes.set(at, { at, good: (sum?.good ?? 0) + good, total: (sum?.total ?? 0) + total });
  }
  return [...minutes.values()].sort((a, b) => a.at - b.at);
}
