import {
  type AliasableExpression,
  type Expression,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { CisloError } from '../../model/error.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Page } from './view.ts';

/** A transaction that moves a row becomes visible at most this long after the time that it writes. */
const marginMs = 60_000;
/** Rows remember their moves this long, so a longer walk could miss some. */
const longestWalkMs = 3_600_000;

/** Which rows of a list. */
export interface ListFilter {
  /** At or after, ms. */
  readonly since?: number | undefined;
  /** Before, ms. */
  readonly until?: number | undefined;
  /** Default 100. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** One part of a page: the rows whose time has not changed since the walk began, or those whose time has. */
export interface ListPart {
  /** The time at which a row stood when the walk began. */
  readonly at: AliasableExpression<number>;
  /** Belongs to this part, and lies in the asked time after the page before. */
  readonly condition: Expression<SqlBool>;
}

/** How a list is ordered; its table is called `t`. */
export type ListPlace =
  /** By a time that never changes. */
  | { readonly time: 't.changed_at'; readonly moves: false }
  /** By a time that later evidence can change; the table has moved_at and moves. */
  | { readonly time: 't.queued_at'; readonly moves: true };

/** What a list has to select beside its columns: `id`, and the part's `at` as `place_at`. */
export interface PlacedRow {
  readonly id: string;
  readonly place_at: number;
}

/**
 * One page of a list, newest first by (time, id). A row whose time changed after the walk began is met where it stood
 * then: so whoever follows `next` to the end meets every row that was there in the beginning once, however many rows
 * come and move meanwhile. Uses the index by (time, id) for rows that stayed, and the one by moved_at for the others.
 *
 * @param select the query of a part, without order and limit
 * @throws CisloError bad_request for a cursor that no page gave, and for a walk that takes longer than an hour
 */
export async function readPage<Row extends PlacedRow, Tables, Table extends keyof Tables>(
  db: Db,
  place: ListPlace,
  filter: ListFilter,
  select: (part: ListPart) => SelectQueryBuilder<Tables, Table, Row>,
): Promise<Page<Row>> {
  const cursor = filter.cursor === undefined ? null : readCursor(filter.cursor);
  const now = await readClock(db);
  const began = cursor?.began ?? now - marginMs;
  if (now - began > longestWalkMs + marginMs || began > now)
    throw new CisloError(
      'bad_request',
      `cursor is of a list that was begun at ${new Date(began).toISOString()}; a list can be read for an hour, begin again without a cursor`,
      { wrong: { parameter: 'cursor', allowed: 'the value of `next` of a walk that began at most an hour ago' } },
    );
  const limit = filter.limit ?? 100;
  const current = sql.ref<number>(place.time);
  const within = (at: Expression<number>): RawBuilder<SqlBool> => {
    const bounds = [
      ...(filter.since === undefined ? [] : [sql<SqlBool>`${at} >= ${instant(filter.since)}`]),
      ...(filter.until === undefined ? [] : [sql<SqlBool>`${at} < ${instant(filter.until)}`]),
      ...(cursor === null ? [] : [sql<SqlBool>`(${at}, t.id) < (${instant(cursor.at)}, ${cursor.id})`]),
    ];
    return bounds.length === 0 ? sql`true` : sql.join(bounds, sql` and `);
  };
  const ordered = (at: RawBuilder<number>, condition: RawBuilder<SqlBool>): Expression<Row> =>
    select({ at, condition: sql`${condition} and ${within(at)}` })
      .orderBy(at, 'desc')
      .orderBy(sql`t.id`, 'desc')
      .limit(limit + 1);
  const { rows } = await (place.moves
    ? sql<Row>`
    select * from (${ordered(current, sql`(t.moved_at is null or t.moved_at <= ${instant(began)})`)}
      union all ${ordered(placeBefore(current, began), sql`t.moved_at > ${instant(began)}`)}) page
    order by place_at desc, id desc limit ${limit + 1}`
    : sql<Row>`select * from ${ordered(current, sql`true`)} page order by place_at desc, id desc`
  ).execute(db);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? writeCursor({ began, at: last.place_at, id: last.id }) : null,
  };
}

/** The time before the first move after `began`. */
function placeBefore(current: Expression<number>, began: number): RawBuilder<number> {
  const move = sql`jsonb_path_query_first(t.moves, 'strict $[*] ? (@[0] > $began)', jsonb_build_object('began', ${began}::int8))`;
  return sql`coalesce(to_timestamp((${move} ->> 1)::int8 / 1000.0), ${current})`;
}

async function readClock(db: Db): Promise<number> {
  const { rows } = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::int8 as now`.execute(db);
  return rows[0]?.now ?? 0;
}
