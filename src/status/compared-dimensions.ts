import { columnsUsed } from '../condition/columns-used.ts';
import { columns } from '../event/columns.ts';
import { CisloError } from '../model/error.ts';
import type { EventIndicator, SloValue } from '../model/objective.ts';

/** What events are compared by. */
export interface ComparedDimensions {
  /** Columns that are read. */
  readonly columns: readonly string[];
  /** Whether the hour and the weekday of an event are compared. */
  readonly when: readonly When[];
  /** Paths into `data` that are compared; null: all that events have. */
  readonly paths: readonly string[] | null;
  /** What is left out unless it is asked for. */
  readonly hidden: readonly string[];
}

/** What a time is told apart by, in UTC. */
export const whens = ['hour', 'weekday'] as const;
export type When = (typeof whens)[number];

/** Names of one event, and what says how it ended. */
const ids = ['repository_id', 'head_sha', 'delivery_guid'];
const results = ['state', 'error_reason', 'outcome', 'status_code'];
/** Where events that were sent say how they ended. */
const resultPaths = ['data.outcome', 'data.subject.content.outcome'];
const durations = /_seconds$/;

/**
 * Chooses what the events of an indicator are compared by. Left out by default are the columns that its own conditions look at, which would only
 * repeat what bad means, how an event ended, ids and times.
 *
 * @param asked names of columns, `hour`, `weekday`, or for events that were sent `data.…`; null: the usual ones
 * @throws CisloError bad_request for a name that is none
 */
export function chooseDimensions(indicator: EventIndicator, asked: readonly string[] | null): ComparedDimensions {
  const all = columns[indicator.eventType];
  const used = columnsOf(indicator);
  if (asked !== null) return chosen(indicator, asked);
  const hidden = all
    .filter(
      ({ name, type }) =>
        type !== 'json' &&
        (used.has(name) || type === 'time' || ids.includes(name) || results.includes(name) || durations.test(name)),
    )
    .map(({ name }) => name);
  return {
    columns: all.map(({ name }) => name).filter((name) => !hidden.includes(name)),
    when: whens,
    paths: null,
    hidden: [
      ...hidden,
      ...[...used].filter((name) => name.startsWith('data.')),
      ...(indicator.eventType === 'custom' ? resultPaths : []),
    ],
  };
}

function chosen(indicator: EventIndicator, asked: readonly string[]): ComparedDimensions {
  const all = columns[indicator.eventType];
  const isPath = (name: string): boolean => indicator.eventType === 'custom' && /^data\.[^\s]{1,200}$/u.test(name);
  const known = new Set([...all.filter(({ type }) => type !== 'json').map(({ name }) => name), ...whens]);
  for (const name of asked) {
    if (known.has(name) || isPath(name)) continue;
    const allowed = [...known].join(', ') + (indicator.eventType === 'custom' ? ' and data.PATH' : '');
    throw new CisloError('bad_request', `there is no dimension '${name}'; there are: ${allowed}`, {
      wrong: { parameter: 'dimensions', allowed },
    });
  }
  const paths = asked.filter(isPath);
  const own = all.map(({ name }) => name).filter((name) => asked.includes(name));
  return {
    columns: paths.length > 0 ? [...own, 'data'] : own,
    when: whens.filter((name) => asked.includes(name)),
    paths,
    hidden: [],
  };
}

function columnsOf({ where, outcome, exclude }: EventIndicator): ReadonlySet<string> {
  return new Set([where, outcome.condition, exclude].flatMap((condition) => [...columnsUsed(condition)]));
}

const deepest = 6;

/** What stands in JSON at its ends: texts, numbers, booleans and lists of them by their paths, `data.asset.name`. */
export function leavesOf(
  value: SloValue,
  path = 'data',
  depth = 0,
): readonly (readonly [string, string | readonly string[]])[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const each = value.filter((element) => element !== null && typeof element !== 'object').map(String);
    return each.length === 0 ? [] : [[path, each]];
  }
  if (typeof value !== 'object') return [[path, String(value)]];
  if (depth === deepest) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner as SloValue, `${path}.${key}`, depth + 1));
}
