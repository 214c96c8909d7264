import type { Problem } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import type { CountedEventType } from './column.ts';
import { columns, columnsByName } from './columns.ts';
import { columnsUsed } from './columns-used.ts';
import { compileCondition } from './compile-condition.ts';
import type { Condition } from './condition.ts';
import { definitionHash } from './definition-hash.ts';
import { parseDuration } from './duration.ts';
import { readCondition } from './read-condition.ts';
import { showValue } from './show-value.ts';
import type { Source } from './source.ts';
import { problemAt, problemAtKey, valueAt } from './source.ts';

/** What decides a verdict. */
export type Indicator = Pick<
  Objective,
  'eventType' | 'matches' | 'isGood' | 'isExcluded' | 'from' | 'until' | 'withinMs' | 'definitionHash'
>;

const ratio = ['spec', 'indicator', 'spec', 'ratioMetric'] as const;
const totalSpec = [...ratio, 'total', 'metricSource', 'spec'] as const;
const defaultTimes = {
  'job-run': { from: 'queued_at', until: 'finished_at' },
  revision: { from: 'changed_at', until: 'first_status_at' },
  delivery: { from: 'delivered_at', until: 'accepted_at' },
} as const satisfies Record<CountedEventType, unknown>;
/** An objective over revisions that does not speak of providers counts the first status of anyone. */
const anyProvider: Condition = {
  type: 'compare',
  op: '=',
  left: { type: 'column', name: 'provider', at: 0 },
  right: { type: 'literal', kind: 'text', value: 'any', at: 0 },
  at: 0,
};

/** Reads the ratio metric of an SLO document over cislo's own events. Null with problems when it is wrong or incomplete. */
export function readIndicator(source: Source): {
  readonly indicator: Indicator | null;
  readonly problems: readonly Problem[];
} {
  const eventType = readEventType(source);
  if (eventType === null) return { indicator: null, problems: [] };
  const outcome = readOutcome(source, eventType);
  const where = readCondition(source, [...totalSpec, 'where'], columnsByName(eventType, false), 'true');
  const exclude = readCondition(source, [...totalSpec, 'exclude'], columnsByName(eventType, true), 'false');
  const from = readTimeColumn(source, 'from', eventType);
  const until = readTimeColumn(source, 'until', eventType);
  const within = readWithin(source);
  const problems = [outcome, where, exclude, from, until, within].flatMap((part) => part.problems);
  if (from.column !== null && from.column === until.column) {
    problems.push(
      problemAt(
        source,
        [...totalSpec, 'until'],
        'columns',
        `until must be another column than from, got ${showValue(until.column)} twice`,
      ),
    );
  }
  if (
    problems.length > 0 ||
    where.condition === null ||
    exclude.condition === null ||
    outcome.condition === null ||
    from.column === null ||
    until.column === null
  ) {
    return { indicator: null, problems };
  }
  const counted =
    eventType === 'revision' && !columnsUsed(where.condition).has('provider')
      ? and(where.condition, anyProvider)
      : where.condition;
  const hits = compileCondition(outcome.condition, columnsByName(eventType, false));
  const definition = {
    eventType,
    where: counted,
    [outcome.side]: outcome.condition,
    exclude: exclude.condition,
    from: from.column,
    until: until.column,
    withinMs: within.ms,
  };
  return {
    indicator: {
      eventType,
      matches: compileCondition(counted, columnsByName(eventType, false)),
      // What is not bad is good, also where `bad` is unknown.
      isGood: outcome.side === 'good' ? hits : (event) => !hits(event),
      isExcluded: compileCondition(exclude.condition, columnsByName(eventType, true)),
      from: from.column,
      until: until.column,
      withinMs: within.ms,
      definitionHash: definitionHash(definition),
    },
    problems,
  };
}

function and(...parts: readonly Condition[]): Condition {
  return { type: 'and', parts };
}

function readEventType(source: Source): CountedEventType | null {
  const value = valueAt(source, [...totalSpec, 'event']);
  return isEventType(value) ? value : null;
}

function isEventType(value: unknown): value is CountedEventType {
  return typeof value === 'string' && Object.hasOwn(columns, value);
}

interface Outcome {
  readonly side: 'good' | 'bad';
  readonly condition: Condition | null;
  readonly problems: readonly Problem[];
}

/** The condition under `good` or `bad`, whichever is there. */
function readOutcome(source: Source, eventType: CountedEventType): Outcome {
  const given = (['good', 'bad'] as const).filter((side) => valueAt(source, [...ratio, side]) !== undefined);
  const [side] = given;
  if (side === undefined)
    return {
      side: 'good',
      condition: null,
      problems: [
        problemAtKey(source, [...ratio, 'good'], 'required', 'good is missing; say which events are good (or bad)'),
      ],
    };
  if (given.length > 1)
    return {
      side: 'good',
      condition: null,
      problems: [problemAtKey(source, [...ratio, 'bad'], 'exclusive', 'good and bad say the same thing; keep one')],
    };

  const spec = [...ratio, side, 'metricSource', 'spec'];
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
  const read = readCondition(
    source,
    [...spec, 'where'],
    columnsByName(eventType, false),
    side === 'good' ? 'true' : 'false',
  );
  return { side, condition: read.condition, problems: [...mismatch, ...read.problems] };
}

function readTimeColumn(
  source: Source,
  key: 'from' | 'until',
  eventType: CountedEventType,
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

function readWithin(source: Source): { readonly ms: number | null; readonly problems: readonly Problem[] } {
  const path = [...totalSpec, 'within'];
  const value = valueAt(source, path);
  if (typeof value !== 'string') return { ms: null, problems: [] };
  const ms = parseDuration(value)?.ms ?? null;
  const message = `within must be a whole number and one of s m h d w, such as 15s or 12h, got ${showValue(value)}`;
  return { ms, problems: ms === null ? [problemAt(source, path, 'duration', message)] : [] };
}
