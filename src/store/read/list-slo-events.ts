import { sql } from 'kysely';
import type { Pair } from '../../compare/cohorts.ts';
import { noFold } from '../../model/generation.ts';
import type { EventType, SettledVerdict, SloValue } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { eventAttributesSql, eventUrlSql } from '../event/event-attributes-sql.ts';
import { hasValue } from '../event/has-value.ts';
import { eventTables } from '../generation/count-rows.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type InstanceGrouping, isOfInstance } from './instance-sums.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';
import type { Page } from './view.ts';

/** Which events of an objective. Times in ms. */
export interface SloEventFilter {
  readonly verdict?: SettledVerdict | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Default 100. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** Only events with this value, as BubbleUp tells it. */
  readonly pair?: Pair | undefined;
  /** Only events of this instance. */
  readonly instance?: Required<Pick<InstanceGrouping, 'columns' | 'values'>> | undefined;
}

/** An event that an objective judged. Times in ms. */
export interface SloEventView {
  readonly id: string;
  readonly type: EventType | 'journey';
  /** The event's own time. */
  readonly at: number;
  readonly verdict: SettledVerdict;
  readonly url: string | null;
  /** Every column of its type, as conditions see it. */
  readonly attributes: Readonly<Record<string, SloValue>>;
}

/**
 * The events that an objective judged, newest first by their own time, then by id. A walk begins with what was judged then: an event that is
 * judged again at another time meanwhile may be met there, or not. Uses verdicts_bad for bad ones. Empty for an objective whose minutes are
 * measured, which has no events here.
 */
export async function listSloEvents(
  db: Db,
  scope: SeenRepositories,
  slo: string,
  { verdict, since, until, limit = 100, cursor, instance, pair }: SloEventFilter,
): Promise<Page<SloEventView>> {
  const shown = await readShown(db);
  const own = shown.slos.find((one) => one.slo === slo);
  if (own === undefined || own.eventType === 'measured') return { items: [], next: null };
  const type = own.eventType;
  const last = cursor === undefined ? null : readCursor(cursor);
  const fold = type === 'job-run' || type === 'revision' ? (shown.fold ?? noFold) : null;
  const { table } = eventTables[type];
  const { rows } = await sql<Omit<SloEventView, 'type'>>`
    select v.event_id as id, v.at, v.verdict, ${sql.raw(eventUrlSql(type))} as url,
      ${sql.raw(eventAttributesSql(type))} as attributes
    from verdicts v
    join ${sql.table(table)} t on t.repository_id = v.repository_id and t.host = v.host and t.id = v.event_id
      ${fold === null ? sql`` : sql`and t.generation = ${fold}`}
    left join repositories r on r.repository_id = t.repository_id and r.host = t.host
    where v.generation = ${own.id} and ${inScope(scope, 'v')}
      ${instance === undefined ? sql`` : sql`and ${isOfInstance(type, instance)}`}
      ${pair === undefined ? sql`` : sql`and ${hasValue(type, pair)}`}
      ${verdict === undefined ? sql`` : sql`and v.verdict = ${sql.lit(verdict)}`}
      ${since === undefined ? sql`` : sql`and v.at >= ${instant(since)}`}
      ${until === undefined ? sql`` : sql`and v.at < ${instant(until)}`}
      ${last === null ? sql`` : sql`and (v.at, v.event_id) < (${instant(last.at)}, ${last.id})`}
    order by v.at desc, v.event_id desc limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map((row) => ({ ...row, type }));
  const end = items.at(-1);
  return {
    items,
    next:
      rows.length > limit && end !== undefined
        ? writeCursor({ began: last?.began ?? 0, at: end.at, id: end.id })
        : null,
  };
}
