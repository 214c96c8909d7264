import { meetsThreshold } from '../budget/source/meets-threshold.ts';
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import { CisloError } from '../model/error.ts';
import { rawUnit, type SourceMetric, type SourceMinute } from '../model/source-metric.ts';

/** A row that a query answered; numbers may come as text. */
export interface MeasuredRow {
  /** ms. */
  readonly at: unknown;
  readonly good?: unknown;
  readonly total?: unknown;
  readonly value?: unknown;
}

const minuteMs = 60_000;
const most = Number.MAX_SAFE_INTEGER;

/**
 * Adds up the rows of each minute, in order of time. A count that is null is 0; a value that is null is not counted.
 *
 * @throws CisloError `source_refused` when a row has no time, or a count that is not a whole number from 0 to 2^53, or more good than total
 */
export function rowsToMinutes(rows: readonly MeasuredRow[], metric: SourceMetric): readonly SourceMinute[] {
  const minutes = new Map<number, { good: number; total: number }>();
  for (const row of rows) {
    const at = Math.floor(readNumber(row.at, 'at') / minuteMs) * minuteMs;
    const counted = countOf(row, metric);
    if (counted === null) continue;
    const sum = minutes.get(at) ?? { good: 0, total: 0 };
    sum.good += counted.good;
    sum.total += counted.total;
    minutes.set(at, sum);
  }
  return [...minutes].sort(([a], [b]) => a - b).map(([at, sum]) => ({ at, ...sum }));
}

function countOf(row: MeasuredRow, metric: SourceMetric): { readonly good: number; readonly total: number } | null {
  if (metric.type === 'ratio' || metric.type === 'rows') {
    const total = readCount(row.total, 'total');
    const part = readCount(row.good, 'good');
    if (part > total) throw refused(`a row has more good (${part}) than total (${total})`);
    return { good: metric.side === 'good' ? part : total - part, total };
  }
  if (row.value === null || row.value === undefined) return null;
  const value = readNumber(row.value, 'value');
  if (metric.type === 'threshold')
    return { good: meetsThreshold(value, metric.op, parseDecimal(metric.limit) as Decimal) ? 1 : 0, total: 1 };
  if (value < 0 || value > 1) throw refused(`a raw ratio must be 0 to 1, got ${value}`);
  const parts = Math.round(value * rawUnit);
  return { good: metric.rawType === 'success' ? parts : rawUnit - parts, total: rawUnit };
}

function readCount(value: unknown, name: string): number {
  if (value === null) return 0;
  const count = readNumber(value, name);
  if (Number.isInteger(count) && count >= 0 && count <= most) return count;
  throw refused(`${name} must be a whole number of events, 0 or more, got ${count}`);
}

function readNumber(value: unknown, name: string): number {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw refused(`every row needs a number in ${name}, got ${JSON.stringify(value) ?? 'none'}`);
}

function refused(what: string): CisloError {
  return new CisloError('source_refused', `the answer of the query cannot be counted: ${what}`);
}
