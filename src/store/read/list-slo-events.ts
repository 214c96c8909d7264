import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Pair } from '../../compare/cohorts.ts';
import { noFold } from '../../model/generation.ts';
import type { EventType, SettledVerdict, SloValue } from '../../model/objective.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { Db } from '../database.ts';
import { isKnownDistributed } from '../distribution/is-distributed.ts';
import { eventAttributesSql, eventUrlSql } from '../event/event-attributes-sql.ts';
import { hasValue } from '../event/has-value.ts';
import { eventTables } from '../generation/count-rows.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { arrayLiteral } from '../unnest.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
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
  /** Stretches in which bad events count as excluded. Default: none. */
  readonly excluded?: readonly Bounds[] | undefined;
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

/** A verdict, and where its event stands. */
interface VerdictPlace {
  readonly repository_id: number;
  readonly host: string;
  readonly id: string;
  readonly at: number;
  readonly verdict: SettledVerdict;
}

/** Where a condition on the events has to hold, so many verdicts are looked at first, and four times as many each time after. */
const firstLook = 500;
const mostLooked = 20_000;

/**
 * The events that an objective judged, newest first by their own time, then by id. A walk begins with what was judged then: an event that is
 * judged again at another time meanwhile may be met there, or not. Uses verdicts_bad for bad ones. Where events have to have a value, newer
 * ones are looked at first, until there are enough. Empty for an objective whose minutes are measured, which has no events here.
 */
export async function listSloEvents(
  db: Db,
  scope: SeenRepositories,
  slo: string,
  { limit = 100, cursor, ...filter }: SloEventFilter,
): Promise<Page<SloEventView>> {
  const shown = await readShown(db);
  const own = shown.slos.find((one) => one.slo === slo);
  if (own === undefined || own.eventType === 'measured') return { items: [], next: null };
  const type = own.eventType;
  const last = cursor === undefined ? null : readCursor(cursor);
  const fold = type === 'job-run' || type === 'revision' ? (shown.fold ?? noFold) : null;
  const isNarrowed = filter.instance !== undefined || (filter.pair !== undefined && !isProvider(type, filter.pair));
  const found: SloEventView[] = [];
  let after: Pick<Cursor, 'at' | 'id'> | null = last;
  for (let size = isNarrowed ? firstLook : limit + 1; ; size = Math.min(4 * size, mostLooked)) {
    const places = await listPlaces(db, scope, { id: own.id, eventType: type }, filter, after, size);
    found.push(...(await readEvents(db, type, fold, filter, places)));
    after = places.at(-1) ?? null;
    if (found.length > limit || places.length < size) break;
  }
  const items = found.slice(0, limit);
  const end = items.at(-1);
  const hasMore = found.length > limit && end !== undefined;
  return { items, next: hasMore ? writeCursor({ began: last?.began ?? 0, at: end.at, id: end.id }) : null };
}

/** Whether the value is one of the verdict itself. */
function isProvider(type: EventType, { dimension }: Pair): boolean {
  return dimension === 'provider' && eventTables[type].hasProvider;
}

/** The next verdicts after a place, as the filter counts them. */
async function listPlaces(
  db: Db,
  scope: SeenRepositories,
  { id, eventType }: { readonly id: number; readonly eventType: EventType },
  { verdict, since, until, pair, excluded = [] }: SloEventFilter,
  after: Pick<Cursor, 'at' | 'id'> | null,
  limit: number,
): Promise<readonly VerdictPlace[]> {
  const spans = excluded.map(({ from, to }) => sql`v.at >= ${instant(from)} and v.at < ${instant(to)}`);
  const isLifted = spans.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(spans, sql` or `)})`;
  const { rows } = await sql<VerdictPlace>`
    select v.repository_id, v.host, v.event_id as id, v.at, case when v.verdict = 'bad' and ${isLifted} then 'excluded' else v.verdict end as verdict
    from verdicts v
    where v.generation = ${id} and ${inScope(scope, 'v')}
      ${verdict === undefined ? sql`` : sql`and ${ofVerdict(verdict, isLifted)}`}
      ${pair === undefined || !isProvider(eventType, pair) ? sql`` : sql`and v.provider = ${pair.value}`}
      ${since === undefined ? sql`` : sql`and v.at >= ${instant(since)}`}
      ${until === undefined ? sql`` : sql`and v.at < ${instant(until)}`}
      ${after === null ? sql`` : sql`and (v.at, v.event_id) < (${instant(after.at)}, ${after.id})`}
    order by v.at desc, v.event_id desc limit ${limit}`.execute(db);
  return rows;
}

/** Bad events within maintenance are excluded ones. */
function ofVerdict(verdict: SettledVerdict, isLifted: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  switch (verdict) {
    case 'good':
      return sql`v.verdict = 'good'`;
    case 'bad':
      return sql`v.verdict = 'bad' and not ${isLifted}`;
    case 'excluded':
      return sql`(v.verdict = 'excluded' or v.verdict = 'bad' and ${isLifted})`;
    default:
      return verdict satisfies never;
  }
}

/** The events of verdicts in their order, those that meet the filter. */
async function readEvents(
  db: Db,
  type: EventType,
  fold: number | null,
  { instance, pair }: SloEventFilter,
  places: readonly VerdictPlace[],
): Promise<readonly SloEventView[]> {
  if (places.length === 0) return [];
  // So that Citus asks only the shards that have them. One server finds the rows by the join alone, and faster.
  const repositories = arrayLiteral([...new Set(places.map((place) => place.repository_id))]);
  const within = (alias: string) =>
    isKnownDistributed(db) ? sql`and ${sql.ref(`${alias}.repository_id`)} = any(${repositories}::int8[])` : sql``;
  const further = [
    ...(fold === null ? [] : [sql`and t.generation = ${fold}`]),
    ...(instance === undefined ? [] : [sql`and ${isOfInstance(type, instance)}`]),
    ...(pair === undefined ? [] : [sql`and ${hasValue(type, pair)}`]),
  ];
  const column = (of: (place: VerdictPlace) => string | number) => arrayLiteral(places.map(of));
  const { rows } = await sql<Omit<SloEventView, 'type'>>`
    select v.id, v.at, v.verdict, ${sql.raw(eventUrlSql(type))} as url, ${sql.raw(eventAttributesSql(type))} as attributes
    from unnest(${column((place) => place.repository_id)}::int8[], ${column(({ host }) => host)}::text[], ${column(({ id }) => id)}::text[],
      ${column(({ at }) => new Date(at).toISOString())}::timestamptz[], ${column(({ verdict }) => verdict)}::text[]) as v(repository_id, host, id, at, verdict)
    join ${sql.table(eventTables[type].table)} t on t.repository_id = v.repository_id and t.host = v.host and t.id = v.id ${within('t')}
    left join repositories r on r.repository_id = t.repository_id and r.host = t.host ${within('r')}
    where true ${sql.join(further, sql` `)}
    order by v.at desc, v.id desc`.execute(db);
  return rows.map((row) => ({ ...row, type }));
}
