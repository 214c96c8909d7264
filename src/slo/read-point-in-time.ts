import { defaultForgetAfterMs } from '../budget/source/point-in-time.ts';
import { findColumn } from '../condition/find-column.ts';
import { columnsByName } from '../event/columns.ts';
import type { MethodData, PointInTimeIndicator, SubjectEventType } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { ResolvedMetricSource } from '../openslo/object/resolved-slo.ts';
import { parseDuration } from '../time/duration.ts';
import type { TimeWindow } from '../time/time-window.ts';
import { showValue } from '../yaml/show-value.ts';
import { problemAt, type Source, valueAt } from '../yaml/source.ts';
import type { Path } from '../yaml/yaml-document.ts';
import { metricSourceProblems } from './metric-sources.ts';
import { readCondition } from './read-condition.ts';
import { readCounted } from './read-indicator.ts';

type RawMetric = Extract<Metric<ResolvedMetricSource>, { type: 'raw' }>;

/** What the query itself says: all but the slices, which the objective gives. */
type Read = Omit<PointInTimeIndicator, 'slice' | 'calendar'>;

/** The metric as one of cislo that looks at subjects at points in time; null when it is another. */
export function pointInTimeOf(metric: Metric<ResolvedMetricSource>): RawMetric | null {
  return metric.type === 'raw' && metric.raw.type === 'cislo' && Object.hasOwn(metric.raw.spec, 'per') ? metric : null;
}

/** Reads a metric that looks at subjects. Null with problems, each at its place, when a part of it is wrong. */
export function readPointInTime({ raw, rawType, place }: RawMetric): {
  readonly read: Read | null;
  readonly problems: readonly Problem[];
} {
  const shape = metricSourceProblems(raw, 'point-in-time');
  if (shape.length > 0) return { read: null, problems: shape };
  const { source, path } = raw.origin;
  const spec = [...path, 'spec'];
  const event = valueAt(source, [...spec, 'event']) as SubjectEventType;
  const { counted, problems: wrong } = readCounted({ source, path: spec });
  const good = readCondition(source, [...spec, 'good'], columnsByName(event, false), 'true');
  const freshWithin = readFreshWithin(source, [...spec, 'fresh-within'], event);
  const forgetAfter = readForgetAfter(source, [...spec, 'forget-after']);
  const problems = [...wrong, ...good.problems, ...freshWithin.problems, ...forgetAfter.problems];
  problems.push(...subjectProblems(source, [...spec, 'per'], event));
  if (rawType !== 'success') {
    const message = 'rawType must be success where per is written, because good says which subjects are good';
    problems.push({ ...place, rule: 'raw-type', message });
  }
  if (problems.length > 0 || counted === null || good.condition === null) return { read: null, problems };
  const { where, until } = counted.indicator;
  return {
    read: {
      eventType: 'measured',
      type: 'point-in-time',
      event,
      per: String(valueAt(source, [...spec, 'per'])),
      time: until,
      where,
      good: good.condition,
      freshWithin: freshWithin.value,
      forgetAfterMs: forgetAfter.ms,
    },
    problems,
  };
}

/** The indicator with the slices of an objective; null for a method that has none. */
export function withSlices(read: Read, method: MethodData, window: TimeWindow): PointInTimeIndicator | null {
  /* v8 ignore next -- @preserve: occurrences are an unsupported part */
  if (method.type === 'occurrences') return null;
  const { ms, localDays } = method.slice;
  return { ...read, slice: { ms, localDays }, calendar: window.type === 'calendar' ? window : null };
}

function subjectProblems(source: Source, path: Path, event: SubjectEventType): readonly Problem[] {
  const columns = columnsByName(event, false);
  const name = String(valueAt(source, path));
  const type = findColumn(columns, name)?.type;
  if (type === 'text' || type === 'number' || type === 'boolean' || (type === 'json' && name.includes('.'))) return [];
  const allowed = [...columns].filter(([, column]) => ['text', 'number', 'boolean'].includes(column.type));
  const names = [...allowed.map(([known]) => known), ...(event === 'custom' ? ['data.NAME'] : [])].join(', ');
  return [problemAt(source, path, 'columns', `per must be a column of ${event} (${names}), got ${showValue(name)}`)];
}

function readFreshWithin(source: Source, path: Path, event: SubjectEventType) {
  const written = valueAt(source, path);
  if (typeof written !== 'string') return { value: null, problems: [] };
  const ms = parseDuration(written)?.ms ?? null;
  if (ms !== null) return { value: { type: 'fixed', ms } as const, problems: [] };
  const type = findColumn(columnsByName(event, false), written)?.type;
  if (type === 'number' || (type === 'json' && written.includes('.')))
    return { value: { type: 'column', name: written } as const, problems: [] };
  const message = `fresh-within must be a length such as 2h, or a column of ${event} that holds seconds, got ${showValue(written)}`;
  return { value: null, problems: [problemAt(source, path, 'duration', message)] };
}

function readForgetAfter(source: Source, path: Path): { readonly ms: number; readonly problems: readonly Problem[] } {
  const written = valueAt(source, path);
  if (typeof written !== 'string') return { ms: defaultForgetAfterMs, problems: [] };
  const ms = parseDuration(written)?.ms ?? null;
  if (ms !== null) return { ms, problems: [] };
  const message = `forget-after must be a whole number and one of s m h d w, such as 30d, got ${showValue(written)}`;
  return { ms: defaultForgetAfterMs, problems: [problemAt(source, path, 'duration', message)] };
}
