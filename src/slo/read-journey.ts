import { columnsUsed } from '../condition/columns-used.ts';
import { findColumn } from '../condition/find-column.ts';
import { columns, columnsByName } from '../event/columns.ts';
import type { JourneyIndicator, JourneyKind, JourneyStepData, SubjectEventType } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { PartPlace } from '../openslo/object/part-place.ts';
import type { ResolvedMetricSource } from '../openslo/object/resolved-slo.ts';
import { parseDuration } from '../time/duration.ts';
import { showValue } from '../yaml/show-value.ts';
import { problemAt, type Source, valueAt } from '../yaml/source.ts';
import type { Path } from '../yaml/yaml-document.ts';
import { metricSourceProblems } from './metric-sources.ts';
import { readCondition } from './read-condition.ts';
import { ofAnyProvider } from './read-indicator.ts';

/** A metric over journeys. */
interface JourneyMetric {
  /** What holds the steps: `total`, or `raw`. */
  readonly query: ResolvedMetricSource;
  /** What stands under `good` or `bad`; null where there is none. */
  readonly outcome: ResolvedMetricSource | null;
  readonly place: PartPlace;
}

const usualEvent = { revision: 'job-run', custom: 'custom' } as const satisfies Record<JourneyKind, SubjectEventType>;
const stepEvents = { revision: ['job-run', 'revision'], custom: ['custom'] } as const satisfies Record<
  JourneyKind,
  readonly SubjectEventType[]
>;
const usualEnd = { 'job-run': 'finished_at', revision: 'first_status_at', custom: 'at' } as const satisfies Record<
  SubjectEventType,
  string
>;

/** The metric as one over journeys; null when it is another. */
export function journeyOf(metric: Metric<ResolvedMetricSource>): JourneyMetric | null {
  const isJourney = ({ type, spec }: ResolvedMetricSource): boolean => type === 'cislo' && spec['event'] === 'journey';
  if (metric.type === 'raw' && isJourney(metric.raw)) return { query: metric.raw, outcome: null, place: metric.place };
  if (metric.type === 'ratio' && isJourney(metric.total))
    return { query: metric.total, outcome: metric.outcome, place: metric.place };
  return null;
}

/** Reads a metric over journeys. Null with problems, each at its place, when a part of it is wrong. */
export function readJourney({ query, outcome }: JourneyMetric): {
  readonly read: JourneyIndicator | null;
  readonly problems: readonly Problem[];
} {
  const shape = [
    ...metricSourceProblems(query, 'journey'),
    ...(outcome === null ? [] : metricSourceProblems(outcome, 'journey-outcome')),
  ];
  if (shape.length > 0) return { read: null, problems: shape };
  const { source, path } = query.origin;
  const spec = [...path, 'spec'];
  const of = valueAt(source, [...spec, 'of']) as JourneyKind;
  const own = columnsByName(of, false);
  const where = readCondition(source, [...spec, 'where'], own, 'true');
  const exclude = readCondition(source, [...spec, 'exclude'], own, 'false');
  const within = readLimit(source, [...spec, 'within']);
  const correlate = readCorrelate(source, spec, of);
  const steps = readSteps(source, [...spec, 'steps'], of);
  const problems = [
    ...correlate.problems,
    ...where.problems,
    ...exclude.problems,
    ...within.problems,
    ...steps.problems,
  ];
  if (of === 'custom' && valueAt(source, [...spec, 'exclude']) !== undefined) {
    const message = 'exclude is for journeys of revisions; write where to leave events out';
    problems.push(problemAt(source, [...spec, 'exclude'], 'journey', message));
  }
  const decidedAfterMs = decidedAfter(within.ms, steps.read);
  if (problems.length === 0 && decidedAfterMs === null) {
    const message = 'a journey needs an end: write within, or within for every step';
    problems.push(problemAt(source, spec, 'journey', message));
  }
  if (problems.length > 0 || where.condition === null || exclude.condition === null || decidedAfterMs === null)
    return { read: null, problems };
  const isForAny = of === 'revision' && !columnsUsed(where.condition).has('provider');
  return {
    read: {
      eventType: 'measured',
      type: 'journey',
      of,
      correlate: correlate.column,
      where: isForAny ? ofAnyProvider(where.condition) : where.condition,
      exclude: exclude.condition,
      steps: steps.read,
      withinMs: within.ms,
      decidedAfterMs,
    },
    problems,
  };
}

/** After how long from its start a journey is decided at the latest, ms; null: never for sure. */
function decidedAfter(withinMs: number | null, steps: readonly JourneyStepData[]): number | null {
  const limits = steps.flatMap((step) => step.withinMs ?? []);
  const together = limits.length === steps.length ? limits.reduce((sum, ms) => sum + ms, 0) : null;
  if (withinMs === null || together === null) return withinMs ?? together;
  return Math.min(withinMs, together);
}

function readSteps(
  source: Source,
  path: Path,
  of: JourneyKind,
): { readonly read: readonly JourneyStepData[]; readonly problems: readonly Problem[] } {
  const written = valueAt(source, path) as readonly { readonly name: string }[];
  const read: JourneyStepData[] = [];
  const problems: Problem[] = [];
  for (const [index, { name }] of written.entries()) {
    const step = [...path, index];
    if (written.findIndex((other) => other.name === name) < index)
      problems.push(
        problemAt(
          source,
          [...step, 'name'],
          'journey',
          `each step needs a name of its own, got ${showValue(name)} twice`,
        ),
      );
    const event = (valueAt(source, [...step, 'event']) ?? usualEvent[of]) as SubjectEventType;
    const allowed: readonly SubjectEventType[] = stepEvents[of];
    if (!allowed.includes(event)) {
      const message = `a step of a journey of ${of} is an event of ${allowed.join(' or ')}, got ${event}`;
      problems.push(problemAt(source, [...step, 'event'], 'event', message));
      continue;
    }
    const own = columnsByName(event, false);
    const where = readCondition(source, [...step, 'where'], own, 'true');
    const good = readCondition(source, [...step, 'good'], own, 'true');
    const within = readLimit(source, [...step, 'within']);
    const until = String(valueAt(source, [...step, 'until']) ?? usualEnd[event]);
    const times = columns[event].filter(({ type }) => type === 'time').map((column) => column.name);
    problems.push(...where.problems, ...good.problems, ...within.problems);
    if (!times.includes(until)) {
      const message = `until must be a time column of ${event} (${times.join(', ')}), got ${showValue(until)}`;
      problems.push(problemAt(source, [...step, 'until'], 'columns', message));
    }
    if (where.condition === null || good.condition === null) continue;
    read.push({ name, event, where: where.condition, good: good.condition, until, withinMs: within.ms });
  }
  return { read, problems };
}

function readCorrelate(
  source: Source,
  spec: Path,
  of: JourneyKind,
): { readonly column: string | null; readonly problems: readonly Problem[] } {
  const written = valueAt(source, [...spec, 'correlate']);
  if (of === 'revision') {
    if (written === undefined) return { column: null, problems: [] };
    const message = 'the steps of a revision are the job runs on its head; correlate is for custom events';
    return { column: null, problems: [problemAt(source, [...spec, 'correlate'], 'journey', message)] };
  }
  const own = columnsByName(of, false);
  const column = String(written);
  const type = findColumn(own, column)?.type;
  if (type === 'text' || (type === 'json' && column.includes('.'))) return { column, problems: [] };
  const got = written === undefined ? 'got none' : `got ${showValue(written)}`;
  const message = `correlate must name the column that the events of one journey share (source, type, subject, repository, outcome, data.NAME), ${got}`;
  const place = written === undefined ? spec : [...spec, 'correlate'];
  return { column: null, problems: [problemAt(source, place, 'columns', message)] };
}

function readLimit(source: Source, path: Path): { readonly ms: number | null; readonly problems: readonly Problem[] } {
  const written = valueAt(source, path);
  if (typeof written !== 'string') return { ms: null, problems: [] };
  const ms = parseDuration(written)?.ms ?? null;
  const message = `within must be a whole number and one of s m h d w, such as 15s or 12h, got ${showValue(written)}`;
  return { ms, problems: ms === null ? [problemAt(source, path, 'duration', message)] : [] };
}
