import { sql } from 'kysely';
import type { PackedEvent } from '../../compare/packed-event.ts';
import type { ColumnType } from '../../condition/column.ts';
import { noFold } from '../../model/generation.ts';
import type { EventType } from '../../model/objective.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { Db } from '../database.ts';
import { eventColumnsSql } from '../event/event-columns-sql.ts';
import { eventTables } from '../generation/count-rows.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { type InstanceGrouping, isOfInstance } from './instance-sums.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** Which events of an objective are compared. [from, to) is of the event's own time, ms. */
export interface ComparedQuestion extends Bounds {
  /** Columns of the event type. */
  readonly columns: readonly string[];
  /** The share of the good events that is read, above 0, at most 1. Bad ones are never left out. */
  readonly sampledRatio: number;
  /** Only events of this instance. */
  readonly instance?: Required<Pick<InstanceGrouping, 'columns' | 'values'>> | undefined;
}

const clusters: Readonly<Record<EventType, string>> = {
  'job-run': 't.head_sha',
  revision: 't.head_sha',
  delivery: 't.id',
  custom: 't.id',
};

/** So many values has the part of an event's hash that decides whether it is read. */
const hashValues = 2 ** 32;
/** Bad or good, and the event's own time in whole ms. */
const timeOf = `case v.verdict when 'bad' then 'b' else 'g' end || (date_part('epoch', v.at) * 1000)::int8`;

/**
 * The bad and good events that an objective judged, in no order, each as one text with its values in the order of the columns; JSON is text, times
 * are ms. To read 25 columns of 200,000 events one by one takes longer than to find them. Good ones are chosen by the hash of their id, so the
 * same question has the same answer. Empty for an objective whose minutes are measured.
 */
export async function readComparedEvents(
  db: Db,
  scope: SeenRepositories,
  slo: string,
  { columns, from, to, sampledRatio, instance }: ComparedQuestion,
): Promise<readonly PackedEvent[]> {
  const shown = await readShown(db);
  const own = shown.slos.find((one) => one.slo === slo);
  if (own === undefined || own.eventType === 'measured') return [];
  const type = own.eventType;
  const known = eventColumnsSql(type);
  const ofFold = type === 'job-run' || type === 'revision' ? sql`and t.generation = ${shown.fold ?? noFold}` : sql``;
  const parts = [timeOf, clusters[type], ...columns.map((name) => textOf(known.get(name)))];
  const { rows } = await sql<{ packed: PackedEvent }>`
    select ${sql.raw(`concat_ws(E'\\x1f', ${parts.join(', ')})`)} as packed
    from verdicts v
    join ${sql.table(eventTables[type].table)} t on t.repository_id = v.repository_id and t.host = v.host and t.id = v.event_id ${ofFold}
    left join repositories r on r.repository_id = t.repository_id and r.host = t.host
    where v.generation = ${own.id} and v.at >= ${instant(from)} and v.at < ${instant(to)} and ${inScope(scope, 'v')}
      ${instance === undefined ? sql`` : sql`and ${isOfInstance(type, instance)}`}
      and (v.verdict = 'bad' or v.verdict = 'good' and ${isSampled(sampledRatio)})`.execute(db);
  return rows.map(({ packed }) => packed);
}

function isSampled(ratio: number) {
  if (ratio === 1) return sql`true`;
  return sql`('x' || left(md5(v.event_id), 8))::bit(32)::bigint < ${Math.floor(ratio * hashValues)}`;
}

/** A column as text. */
function textOf(column: { readonly type: ColumnType; readonly sql: string } | undefined): string {
  if (column === undefined) return `E'\\x1d'`;
  const { type } = column;
  // Whole numbers are written much faster than the doubles that conditions see, and look the same.
  const own = column.sql.replace(/^(t\.\w+)::float8(\[\])?$/, '$1');
  const text = type === 'text' ? own : type.endsWith('[]') ? `array_to_string(${own}, E'\\x1e')` : `(${own})::text`;
  return `coalesce(${text}, E'\\x1d')`;
}
