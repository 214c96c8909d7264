import { columnsUsed } from '../condition/columns-used.ts';
import { columns, columnsByName } from '../event/columns.ts';
import type { Condition } from '../model/condition.ts';
import type { ConditionText, EventIndicator, EventType, Objective } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { ResolvedMetricSource } from '../openslo/object/resolved-slo.ts';
import { parseDuration } from '../time/duration.ts';
import { showValue } from '../yaml/show-value.ts';
import type { Source } from '../yaml/source.ts';
import { problemAt, valueAt } from '../yaml/source.ts';
import type { Path } from '../yaml/yaml-document.ts';
import { indicatorHash } from './indicator-hash.ts';
import { type ReadCondition, readCondition } from './read-condition.ts';

/** What decides a verdict, as data and as the file has it. */
export type ReadIndicator = Pick<Objective, 'indicator' | 'indicatorHash' | 'conditions'>;

const defaultTimes = {
  'job-run': { from: 'queued_at', until: 'finished_at' },
  revision: { from: 'changed_at', until: 'first_status_at' },
  delivery: { from: 'delivered_at', until: 'accepted_at' },
  // What an event tells has happened, so it is judged at once.
  custom: { from: 'at', until: 'at' },
} as const satisfies Record<EventType, unknown>;
/** An objective over revisions that does not speak of providers counts the first status of anyone. */
const anyProvider: Condition = {
  type: 'compare',
  op: '=',
  left: { type: 'column', name: 'provider', at: 0 },
  right: { type: 'literal', kind: 'text', value: 'any', at: 0 },
  at: 0,
};

/** The query of all events that count: where its `spec` stands. */
interface TotalSpec {
  readonly source: Source;
  readonly path: Path;
}

/** Which events count and when they resolve: an indicator without its outcome, with its conditions as written. */
export interface CountedEvents {
  readonly indicator: Omit<EventIndicator, 'outcome'>;
  readonly where: ConditionText;
  readonly exclude: ConditionText;
}

/** Reads a ratio metric over cislo's own events. Null with problems when it is wrong or incomplete. */
export function readIndicator(metric: Extract<Metric<ResolvedMetricSource>, { type: 'ratio' }>): {
  readonly read: ReadIndicator | null;
  readonly problems: readonly Problem[];
} {
  const { source, path } = metric.total.origin;
  const total = { source, path: [...path, 'spec'] };
  const eventType = readEventType(source, total.path);
  if (eventType === null) return { read: null, problems: [] };
  const outcome = readOutcome(metric, eventType);
  const { counted, problems: others } = readCountedOf(total, eventType);
  const problems = [...outcome.problems, ...others];
  const { condition, written } = outcome.read;
  if (problems.length > 0 || counted === null || condition === null) return { read: null, problems };
  const indicator: EventIndicator = { ...counted.indicator, outcome: { side: metric.side, condition } };
  const { where, exclude } = counted;
  return {
    read: {
      indicator,
      indicatorHash: indicatorHash(indicator),
      conditions: { where, outcome: { ...written, side: metric.side }, exclude },
    },
    problems,
  };
}

/** Reads which events a query counts. Null when a part of it is wrong; a wrong kind of event has been reported by the check of the shape. */
export function readCounted(total: TotalSpec): {
  readonly counted: CountedEvents | null;
  readonly problems: readonly Problem[];
} {
  const eventType = readEventType(total.source, total.path);
  /* v8 ignore next -- @preserve: the check of the shape has refused any other event */
  return eventType === null ? { counted: null, problems: [] } : readCountedOf(total, eventType);
}

function readCountedOf(total: TotalSpec, eventType: EventType): ReturnType<typeof readCounted> {
  const { source, path } = total;
  const where = readCondition(source, [...path, 'where'], columnsByName(eventType, false), 'true');
  const exclude = readCondition(source, [...path, 'exclude'], columnsByName(eventType, true), 'false');
  const from = readTimeColumn(total, 'from', eventType);
  const until = readTimeColumn(total, 'until', eventType);
  const within = readWithin(total);
  const problems = [where, exclude, from, until, within].flatMap((part) => part.problems);
  if (from.column !== null && from.column === until.column && eventType !== 'custom') {
    const message = `until must be another column than from, got ${showValue(until.column)} twice`;
    problems.push(problemAt(source, [...path, 'until'], 'columns', message));
  }
  const isWhole = problems.length === 0 && where.condition !== null && exclude.condition !== null;
  if (!isWhole || from.column === null || until.column === null) return { counted: null, problems };
  const isForAny = eventType === 'revision' && !columnsUsed(where.condition).has('provider');
  return {
    counted: {
      indicator: {
        eventType,
        where: isForAny ? ofAnyProvider(where.condition) : where.condition,
        exclude: exclude.condition,
        from: from.column,
        until: until.column,
        withinMs: within.ms,
      },
      where: isForAny ? withAnyProvider(where.written) : where.written,
      exclude: exclude.written,
    },
    problems,
  };
}

/** The condition, for revisions as whoever came first answered them. */
export function ofAnyProvider(where: Condition): Condition {
  return and(where, anyProvider);
}

function withAnyProvider({ text, place }: ConditionText): ConditionText {
  const more = "provider = 'any'";
  return { text: text === 'true' ? more : `(${text}) and ${more}`, place };
}

function and(...parts: readonly Condition[]): Condition {
  return { type: 'and', parts };
}

function readEventType(source: Source, totalSpec: Path): EventType | null {
  const value = valueAt(source, [...totalSpec, 'event']);
  return isEventType(value) ? value : null;
}

function isEventType(value: unknown): value is EventType {
  return typeof value === 'string' && Object.hasOwn(columns, value);
}

/** The condition under `good` or `bad`. */
function readOutcome(
  { side, outcome }: Extract<Metric<ResolvedMetricSource>, { type: 'ratio' }>,
  eventType: EventType,
): { readonly read: ReadCondition; readonly problems: readonly Problem[] } {
  const { source, path } = outcome.origin;
  const spec = [...path, 'spec'];
  const event = valueAt(source, [...spec, 'event']);
  const differs = isEventType(event) && event !== eventType;
  const mismatch = differs
    ? [
        problemAt(
          source,
          [...spec, 'event'],
          'event',
          `${side} and total must count the same events, got ${event} and ${eventType}`,
        ),
      ]
    : [];
  const read = readCondition(source, [...spec, 'where'], columnsByName(eventType, false), 'true');
  return { read, problems: [...mismatch, ...read.problems] };
}

function readTimeColumn(
  { source, path: totalSpec }: TotalSpec,
  key: 'from' | 'until',
  eventType: EventType,
): { readonly column: string | null; readonly problems: readonly Problem[] } {
  const path = [...totalSpec, key];
  const value = valueAt(source, path) ?? defaultTimes[eventType][key];
  if (typeof value !== 'string') return { column: null, problems: [] };
  const times = columns[eventType].filter((column) => column.type === 'time').map((column) => column.name);
  if (times.includes(value)) return { column: value, problems: [] };
  return {
    column: null,
    problems: [
      problemAt(
        source,
        path,
        'columns',
        `${key} must be a time column of ${eventType} (${times.join(', ')}), got ${showValue(value)}`,
      ),
    ],
  };
}

function readWithin({ source, path: totalSpec }: TotalSpec): {
  readonly ms: number | null;
  readonly problems: readonly Problem[];
} {
  const path = [...totalSpec, 'within'];
  const value = valueAt(source, path);
  if (typeof value !== 'string') return { ms: null, problems: [] };
  const ms = parseDuration(value)?.ms ?? null;
  const message = `within must be a whole number and one of s m h d w, such as 15s or 12h, got ${showValue(value)}`;
  return { ms, problems: ms === null ? [problemAt(source, path, 'duration', message)] : [] };
}
