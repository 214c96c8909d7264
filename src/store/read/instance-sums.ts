import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { findColumn } from '../../condition/find-column.ts';
import { noFold } from '../../model/generation.ts';
import type { Counts, EventType } from '../../model/objective.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { Db } from '../database.ts';
import { eventColumnsSql } from '../event/event-columns-sql.ts';
import { eventTables } from '../generation/count-rows.ts';
import { readShown, type ShownSlo } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { arrayLiteral } from '../unnest.ts';
import type { Steps } from './read-slo-minutes.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** The columns that make one SLO many. */
export interface InstanceGrouping {
  readonly slo: string;
  readonly columns: readonly string[];
  /** Only the instance with these values, in the order of the columns; null: the column is not known. Default: all instances. */
  readonly values?: InstanceValues;
}

export type InstanceValues = readonly (string | null)[];

/** What one instance counted in a stretch of time; ms. */
export interface InstanceCounts extends Counts, Bounds {
  readonly values: InstanceValues;
}

/** What one instance counted in a step; `at` is its start, ms. */
export interface InstanceStep extends Counts {
  readonly values: InstanceValues;
  readonly at: number;
}

/** Events of one instance that have no verdict yet. */
export interface InstancePending {
  readonly values: InstanceValues;
  readonly count: number;
}

const sums = sql`count(*) filter (where v.verdict = 'good') as good, count(*) filter (where v.verdict = 'bad') as bad,
  count(*) filter (where v.verdict = 'excluded') as excluded`;

/** The verdicts of an objective in stretches of time, by instance. What is not there counts nothing. */
export async function readInstanceCounts(
  db: Db,
  scope: SeenRepositories,
  grouping: InstanceGrouping,
  windows: readonly Bounds[],
): Promise<readonly InstanceCounts[]> {
  const own = await shownOf(db, grouping);
  if (own === null || windows.length === 0) return [];
  const time = (ms: number): string => new Date(ms).toISOString();
  const [from, to] = [Math.min(...windows.map((one) => one.from)), Math.max(...windows.map((one) => one.to))];
  const { rows } = await sql<Counts & { readonly values: InstanceValues; readonly n: number }>`
    select ${own.judged.values} as values, u.n, ${sums}
    from verdicts v ${own.judged.joins}
    join unnest(${arrayLiteral(windows.map((_, n) => n))}::int4[], ${arrayLiteral(windows.map((one) => time(one.from)))}::timestamptz[],
      ${arrayLiteral(windows.map((one) => time(one.to)))}::timestamptz[]) as u(n, from_at, to_at) on v.at >= u.from_at and v.at < u.to_at
    where v.generation = ${own.generation} and v.at >= ${instant(from)} and v.at < ${instant(to)} and ${inScope(scope, 'v')} and ${own.judged.chosen}
    group by ${own.judged.parts}, 2`.execute(db);
  return inOrder(
    rows.map(({ n, ...counts }) => ({ ...(windows[n] as Bounds), ...counts })),
    ({ from: at }) => at,
  );
}

/** The verdicts of an objective in each step of [from, to) in which something was, by instance; the usual step is a minute. */
export async function readInstanceSteps(
  db: Db,
  scope: SeenRepositories,
  grouping: InstanceGrouping,
  { from, to }: Bounds,
  { stepMs, origin }: Steps = { stepMs: 60_000, origin: 0 },
): Promise<readonly InstanceStep[]> {
  const own = await shownOf(db, grouping);
  if (own === null) return [];
  const { rows } = await sql<Counts & { readonly values: InstanceValues; readonly step: number }>`
    select ${own.judged.values} as values, floor((date_part('epoch', v.at) * 1000 - ${origin}::float8) / ${stepMs}::float8)::int8 as step, ${sums}
    from verdicts v ${own.judged.joins}
    where v.generation = ${own.generation} and v.at >= ${instant(from)} and v.at < ${instant(to)} and ${inScope(scope, 'v')} and ${own.judged.chosen}
    group by ${own.judged.parts}, 2`.execute(db);
  return inOrder(
    rows.map(({ step, ...counts }) => ({ ...counts, at: step * stepMs + origin })),
    ({ at }) => at,
  );
}

/** By instance, then by time. To sort the sums here is cheap; a database that has to sort may sort every event. */
function inOrder<T extends { readonly values: InstanceValues }>(
  rows: readonly T[],
  timeOf: (row: T) => number,
): readonly T[] {
  const named = rows.map((row) => ({ row, name: JSON.stringify(row.values) }));
  named.sort((one, other) =>
    one.name < other.name ? -1 : one.name > other.name ? 1 : timeOf(one.row) - timeOf(other.row),
  );
  return named.map(({ row }) => row);
}

/** The events of an objective that wait for a verdict, by instance. */
export async function readInstancePending(
  db: Db,
  scope: SeenRepositories,
  grouping: InstanceGrouping,
): Promise<readonly InstancePending[]> {
  const own = await shownOf(db, grouping);
  if (own === null) return [];
  const { rows } = await sql<InstancePending>`
    select ${own.values} as values, count(*) as count
    from ${sql.table(own.table)} t
    left join repositories r on r.repository_id = t.repository_id and r.host = t.host
    where t.due_at is not null and ${String(own.generation)} = any(string_to_array(t.pending, ',')) ${own.ofFold}
      and ${inScope(scope, 't')} and ${own.chosen}
    group by ${own.parts}`.execute(db);
  return inOrder(rows, () => 0);
}

/** Keeps events of one instance: a condition on the stored row `t` and its repository `r`. */
export function isOfInstance(
  type: EventType,
  { columns, values }: Required<Pick<InstanceGrouping, 'columns' | 'values'>>,
): RawBuilder<SqlBool> {
  return hasValues(together(partsOf(type, columns)), values);
}

function hasValues(own: RawBuilder<readonly (string | null)[]>, values: InstanceValues): RawBuilder<SqlBool> {
  return sql`(${own} is not distinct from ${arrayOf(values)})`;
}

async function shownOf(db: Db, { slo, columns, values }: InstanceGrouping) {
  const { fold, slos } = await readShown(db);
  const own: ShownSlo | undefined = slos.find((one) => one.slo === slo);
  if (own === undefined || own.eventType === 'measured') return null;
  const type = own.eventType;
  const isFolded = type === 'job-run' || type === 'revision';
  const { table, hasProvider } = eventTables[type];
  const ofFold = isFolded ? sql`and t.generation = ${fold ?? noFold}` : sql``;
  const joins = sql`join ${sql.table(table)} t on t.repository_id = v.repository_id and t.host = v.host and t.id = v.event_id ${ofFold}
      left join repositories r on r.repository_id = t.repository_id and r.host = t.host`;
  const pending = choice(partsOf(type, columns), values);
  // The provider stands beside the verdict, so that no event has to be looked at.
  const [first, ...others] = columns;
  const byProvider = hasProvider && first === 'provider' && others.length === 0;
  const judged = byProvider ? { joins: sql``, ...choice([sql`v.provider`], values) } : { joins, ...pending };
  return { generation: own.id, table, ofFold, ...pending, judged };
}

/** Expressions for the values of an event, and for whether they are those that are asked for. */
function choice(parts: readonly RawBuilder<string | null>[], values: InstanceValues | undefined) {
  const own = together(parts);
  return {
    values: own,
    /** To group by: texts are grouped faster than arrays of them. */
    parts: sql.join(parts),
    chosen: values === undefined ? sql<SqlBool>`true` : hasValues(own, values),
  };
}

/** The values of an event, each as text. The names were checked when the SLO was read. Each is written without parameters, to be grouped by. */
function partsOf(type: EventType, names: readonly string[]): readonly RawBuilder<string | null>[] {
  const columns = eventColumnsSql(type);
  return names.map((name) => {
    const column = findColumn(columns, name);
    if (column === undefined) throw new TypeError(`${type} has no column ${name}`);
    if (column.type !== 'json') return sql`(${sql.raw(column.sql)})::text`;
    return sql`((${sql.raw(column.sql)}) #>> ${sql.lit(arrayLiteral(name.split('.').slice(1)))}::text[])`;
  });
}

/** As one array of texts. */
function together(parts: readonly RawBuilder<string | null>[]): RawBuilder<InstanceValues> {
  return sql`array[${sql.join(parts)}]::text[]`;
}

function arrayOf(values: readonly (string | null)[]): RawBuilder<unknown> {
  return sql`array[${sql.join(values.map((value) => sql`${value}::text`))}]::text[]`;
}
