import { z } from 'zod';
import type { Problem } from '../model/problem.ts';
import {
  type PromqlQuery,
  type SourceConnection,
  type SourceMetric,
  type SourceType,
  type SqlQuery,
  sourceTypes,
  type TableQuery,
} from '../model/source-metric.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { ResolvedMetricSource, ResolvedObjective } from '../openslo/object/resolved-slo.ts';
import { shapeProblems } from '../yaml/shape-problems.ts';
import { strictShape } from '../yaml/strict-shape.ts';

const text = z.string().trim().min(1, { error: 'must not be empty' });
const queryShape = strictShape({ query: text });
const tableShape = strictShape({ table: text, time: text, where: text.optional() });
const conditionShape = strictShape({ where: text });
const emptyShape = strictShape({ query: text.optional() });
const detailNames = { url: true, username: true, password: true, token: true, database: true } as const;

/** The system that a query is for, whatever case its type is written in; null for one that cislo does not ask. */
export function sourceTypeOf({ type }: ResolvedMetricSource): SourceType | null {
  const name = type?.toLowerCase();
  return sourceTypes.find((known) => known === name) ?? null;
}

/** A metric of another system as data, or what is wrong with it. */
export type ReadMeasured =
  | { readonly connection: SourceConnection; readonly metric: SourceMetric }
  | { readonly problems: readonly Problem[] };

/** Reads a metric all of whose queries are for one of the systems that cislo asks. `objective` gives a threshold its limit. */
export function readMeasured(metric: Metric<ResolvedMetricSource>, objective: ResolvedObjective): ReadMeasured {
  const [first] = queriesOf(metric);
  const type = sourceTypeOf(first);
  if (type === null) return { problems: [] };
  const problems = [...shapeOf(metric, type), ...connectionProblems(first)];
  const connection = connectionOf(first, type);
  const read = problems.length > 0 ? null : metricOf(metric, type, objective);
  return read === null || connection === null ? { problems } : { connection, metric: read };
}

/** Every query of a metric, of which there is at least one. */
export function queriesOf(
  metric: Metric<ResolvedMetricSource>,
): readonly [ResolvedMetricSource, ...ResolvedMetricSource[]] {
  switch (metric.type) {
    case 'ratio':
      return [metric.total, metric.outcome];
    case 'raw':
      return [metric.raw];
    case 'threshold':
      return [metric.threshold];
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return metric satisfies never;
  }
}

/** What is wrong with the `spec` of the queries of a metric. */
export function shapeOf(metric: Metric<ResolvedMetricSource>, type: SourceType): readonly Problem[] {
  if (metric.type !== 'ratio' || type === 'prometheus')
    return queriesOf(metric).flatMap((query) => check(query, queryShape));
  if ('table' in metric.total.spec) {
    if (type === 'postgresql') return check(metric.total, queryShape);
    return [...check(metric.total, tableShape), ...check(metric.outcome, conditionShape)];
  }
  return [...check(metric.total, queryShape), ...check(metric.outcome, emptyShape)];
}

function check({ spec, origin }: ResolvedMetricSource, shape: z.ZodType): readonly Problem[] {
  const result = shape.safeParse(spec);
  if (result.success) return [];
  const issues = result.error.issues.map((issue) => ({ ...issue, path: [...origin.path, 'spec', ...issue.path] }));
  return shapeProblems(origin.source, issues);
}

/** What a query of another system lacks to reach it. */
export function connectionProblems({ dataSource, place }: ResolvedMetricSource): readonly Problem[] {
  if (dataSource === null) {
    const message = 'a query of another system needs a metricSourceRef to a DataSource that holds its url';
    return [{ ...place, rule: 'connection', message }];
  }
  const details = detailsOf(dataSource.connectionDetails);
  const unknown = Object.keys(details ?? {}).filter((name) => !Object.hasOwn(detailNames, name));
  const where = { ...dataSource.detailsPlace, rule: 'connection' };
  const allowed = Object.keys(detailNames).join(', ');
  return [
    ...(details?.['url'] === undefined
      ? [{ ...where, message: 'connectionDetails must hold a url, or env:NAME for it' }]
      : []),
    ...unknown.map((name) => ({ ...where, message: `connectionDetails must hold ${allowed} only, got ${name}` })),
  ];
}

function connectionOf({ dataSource }: ResolvedMetricSource, type: SourceType): SourceConnection | null {
  const details = detailsOf(dataSource?.connectionDetails);
  return details === null ? null : { type, details };
}

function detailsOf(value: unknown): Readonly<Record<string, string>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, detail]) => [name, String(detail)]));
}

/** The shape has been checked. */
function metricOf(
  metric: Metric<ResolvedMetricSource>,
  type: SourceType,
  objective: ResolvedObjective,
): SourceMetric | null {
  switch (metric.type) {
    case 'ratio': {
      const { counter, side, outcome, total } = metric;
      if (type === 'prometheus')
        return { type: 'ratio', counter, side, outcome: promqlOf(outcome), total: promqlOf(total) };
      return { type: 'rows', side, query: 'table' in total.spec ? tableOf(total, outcome) : sqlOf(total) };
    }
    case 'raw': {
      const { rawType, raw } = metric;
      return { type: 'raw', rawType, query: type === 'prometheus' ? promqlOf(raw) : sqlOf(raw) };
    }
    case 'threshold': {
      const { op, value } = objective;
      if (op === null || value === null) return null;
      const query = type === 'prometheus' ? promqlOf(metric.threshold) : sqlOf(metric.threshold);
      return { type: 'threshold', op, limit: value.decimal, query };
    }
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return metric satisfies never;
  }
}

function promqlOf({ spec }: ResolvedMetricSource): PromqlQuery {
  return { type: 'promql', text: textOf(spec['query']) };
}

function sqlOf({ spec }: ResolvedMetricSource): SqlQuery {
  return { type: 'sql', text: textOf(spec['query']) };
}

function tableOf(total: ResolvedMetricSource, outcome: ResolvedMetricSource): TableQuery {
  const { table, time, where = 'true' } = total.spec;
  // Whatever is not said to be bad is good.
  return {
    type: 'table',
    table: textOf(table),
    time: textOf(time),
    where: textOf(where),
    good: textOf(outcome.spec['where']),
  };
}

function textOf(value: unknown): string {
  return String(value).trim();
}
