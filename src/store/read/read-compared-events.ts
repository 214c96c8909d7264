import { sql } from 'kysely';
import type { ColumnType } from '../../condition/column.ts';
import { noFold } from '../../model/generation.ts';
import type { EventType, SloValue } from '../../model/objective.ts';
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
  /** Of more good events than this a part is read. Bad ones are never left out. */
  readonly mostGood: number;
  /** Only events of this instance. */
  readonly instance?: Required<Pick<InstanceGrouping, 'columns' | 'values'>> | undefined;
}

/** The bad and good events of an objective. */
export interface ComparedEvents {
  readonly events: readonly ComparedEventRow[];
  /** The share of the good events that was read, above 0, at most 1. */
  readonly sampledRatio: number;
}

/** One event; `values` in the order of the columns. */
export interface ComparedEventRow {
  readonly isBad: boolean;
  /** The event's own time, ms. */
  readonly at: number;
  /** What fails together: the head commit, or the event alone. */
  readonly cluster: string;
  readonly values: readonly SloValue[];
}

const clusters: Readonly<Record<EventType, string>> = {
  'job-run': 't.head_sha',
  revision: 't.head_sha',
  delivery: 't.id',
  custom: 't.id',
};

/** So many values has the part of an event's hash that decides whether it is read. */
const hashValues = 2 ** 32;

/**
 * The bad and good events that an objective judged, in no order. Good ones above `mostGood` are chosen by the hash of their id, so the same
 * question has the same answer. Empty for an objective whose minutes are measured.
 */
export async function readComparedEvents(
  db: Db,
  scope: SeenRepositories,
  slo: string,
  { columns, from, to, mostGood, instance }: ComparedQuestion,
): Promise<ComparedEvents> {
  const shown = await readShown(db);
  const own = shown.slos.find((one) => one.slo === slo);
  if (own === undefined || own.eventType === 'measured') return { events: [], sampledRatio: 1 };
  const type = own.eventType;
  const known = eventColumnsSql(type);
  const { table } = eventTables[type];
  const ofFold = type === 'job-run' || type === 'revision' ? sql`and t.generation = ${shown.fold ?? noFold}` : sql``;
  const rowsOf = sql`from verdicts v
    join ${sql.table(table)} t on t.repository_id = v.repository_id and t.host = v.host and t.id = v.event_id ${ofFold}
    left join repositories r on r.repository_id = t.repository_id and r.host = t.host
    where v.generation = ${own.id} and v.at >= ${instant(from)} and v.at < ${instant(to)} and ${inScope(scope, 'v')}
      ${instance === undefined ? sql`` : sql`and ${isOfInstance(type, instance)}`}`;
  const { rows: counted } = await sql<{ good: number }>`
    select count(*) filter (where v.verdict = 'good') as good ${rowsOf}`.execute(db);
  const good = counted[0]?.good ?? 0;
  const sampledRatio = good > mostGood ? mostGood / good : 1;
  const values = columns.map((name, index) => `${textOf(known.get(name))} as c${index}`);
  const { rows } = await sql<{ isBad: boolean; at: number; cluster: string; [column: string]: unknown }>`
    select v.verdict = 'bad' as "isBad", v.at, ${sql.raw([`${clusters[type]} as cluster`, ...values].join(', '))} ${rowsOf}
      and (v.verdict = 'bad' or v.verdict = 'good' and ${isSampled(sampledRatio)})`.execute(db);
  const names = columns.map((_, index) => `c${index}`);
  return {
    events: rows.map((row) => ({
      isBad: row.isBad,
      at: row.at,
      cluster: row.cluster,
      values: names.map((name) => row[name] as SloValue),
    })),
    sampledRatio,
  };
}

function isSampled(ratio: number) {
  if (ratio === 1) return sql`true`;
  return sql`('x' || left(md5(v.event_id), 8))::bit(32)::bigint < ${Math.floor(ratio * hashValues)}`;
}

/** Lists and JSON as they are, all else as text, null stays null. */
function textOf(column: { readonly type: ColumnType; readonly sql: string } | undefined): string {
  if (column === undefined) return 'null::text';
  return column.type === 'json' || column.type.endsWith('[]') ? column.sql : `(${column.sql})::text`;
}
