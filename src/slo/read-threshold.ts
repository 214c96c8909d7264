import { columns } from '../event/columns.ts';
import type { CompareOp, Condition } from '../model/condition.ts';
import type { EventIndicator } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { Comparison } from '../openslo/object/openslo-object.ts';
import type { ResolvedMetricSource, ResolvedObjective } from '../openslo/object/resolved-slo.ts';
import { showValue } from '../yaml/show-value.ts';
import { problemAt, valueAt } from '../yaml/source.ts';
import { indicatorHash } from './indicator-hash.ts';
import { metricSourceProblems } from './metric-sources.ts';
import { type ReadIndicator, readCounted } from './read-indicator.ts';

const ops = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const satisfies Record<Comparison, CompareOp>;

/**
 * Reads a threshold over a number column of events: an event is good when `value op limit` holds, and not counted while the value is null.
 * Null with problems when it is wrong; without an objective only the problems are looked for.
 */
export function readEventThreshold(
  query: ResolvedMetricSource,
  objective: ResolvedObjective | null,
): { readonly read: ReadIndicator | null; readonly problems: readonly Problem[] } {
  const shape = metricSourceProblems(query, 'threshold');
  if (shape.length > 0) return { read: null, problems: shape };
  const { source, path } = query.origin;
  const spec = [...path, 'spec'];
  const { counted, problems } = readCounted({ source, path: spec });
  const column = String(valueAt(source, [...spec, 'value']));
  const numbers = counted === null ? [] : numberColumns(counted.indicator.eventType);
  const isNumber =
    numbers.includes(column) || (counted?.indicator.eventType === 'custom' && column.startsWith('data.'));
  if (counted !== null && !isNumber) {
    const message = `value must be a number column of ${counted.indicator.eventType} (${numbers.join(', ')}), got ${showValue(column)}`;
    return { read: null, problems: [...problems, problemAt(source, [...spec, 'value'], 'columns', message)] };
  }
  if (
    counted === null ||
    problems.length > 0 ||
    objective === null ||
    objective.op === null ||
    objective.value === null
  )
    return { read: null, problems };
  const indicator = thresholdIndicator(counted.indicator, column, objective.op, objective.value.number);
  const place = counted.where.place;
  return {
    read: {
      indicator,
      indicatorHash: indicatorHash(indicator),
      conditions: {
        where: { text: `(${counted.where.text}) and ${column} is not null`, place },
        outcome: { side: 'good', text: `${column} ${ops[objective.op]} ${objective.value.decimal}`, place },
        exclude: counted.exclude,
      },
    },
    problems,
  };
}

function numberColumns(eventType: EventIndicator['eventType']): readonly string[] {
  return columns[eventType].filter(({ type }) => type === 'number').map(({ name }) => name);
}

/**
 * A threshold over a number column of events: an event is good when the value satisfies `value op limit`. An event whose value is null is
 * not counted.
 * @param indicator what counts, judged as soon as it is there
 */
function thresholdIndicator(
  indicator: Omit<EventIndicator, 'outcome'>,
  column: string,
  op: Comparison,
  limit: number,
): EventIndicator {
  const value = { type: 'column', name: column, at: 0 } as const;
  const isKnown: Condition = { type: 'is', negated: true, operand: value, value: null };
  const meets: Condition = {
    type: 'compare',
    op: ops[op],
    left: value,
    right: { type: 'literal', kind: 'number', value: limit, at: 0 },
    at: 0,
  };
  return {
    ...indicator,
    where: { type: 'and', parts: [indicator.where, isKnown] },
    outcome: { side: 'good', condition: meets },
  };
}
