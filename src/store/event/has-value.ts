import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { noValue, type Pair } from '../../compare/cohorts.ts';
import { findColumn } from '../../condition/find-column.ts';
import { jsonPath } from '../../condition/json-at.ts';
import type { EventType } from '../../model/objective.ts';
import { arrayLiteral } from '../unnest.ts';
import { eventColumnsSql } from './event-columns-sql.ts';

/** Whether a judged event `v` with its row `t` and its repository `r` has a value, as BubbleUp tells values; false for an unknown dimension. */
export function hasValue(type: EventType, { dimension, value }: Pair): RawBuilder<SqlBool> {
  if (dimension === 'hour') return sql`to_char(v.at at time zone 'UTC', 'HH24:00') = ${value}`;
  if (dimension === 'weekday') return sql`to_char(v.at at time zone 'UTC', 'FMDay') = ${value}`;
  const columns = eventColumnsSql(type);
  const column = findColumn(columns, dimension);
  if (column === undefined) return sql`false`;
  const own = sql.raw<unknown>(column.sql);
  if (column.type === 'json') {
    const path = sql`${arrayLiteral(jsonPath(dimension))}::text[]`;
    const found = sql`(${own} #> ${path})`;
    if (value === noValue) return sql`coalesce(${found} in ('null'::jsonb, '[]'::jsonb), true)`;
    return sql`(${own} #>> ${path} = ${value} or jsonb_typeof(${found}) = 'array' and ${found} @> to_jsonb(array[${value}::text]))`;
  }
  if (column.type.endsWith('[]'))
    return value === noValue ? sql`coalesce(cardinality(${own}) = 0, true)` : sql`${value} = any((${own})::text[])`;
  if (value === noValue) return sql`(${own}) is null`;
  return sql`(${own})::text = ${value}`;
}
