import type { EventType } from '../../model/objective.ts';
import { eventColumnsSql } from './event-columns-sql.ts';

/** Tables whose rows have an address of their own. */
const withUrl: readonly EventType[] = ['job-run', 'revision'];

/** Every column of an event but those about deadlines, as one JSON object: SQL over its stored row `t` and its repository `r`. */
export function eventAttributesSql(type: EventType): string {
  const columns = [...eventColumnsSql(type)].filter(([name]) => name !== 'resolved' && name !== 'deadline_at');
  // A function takes a hundred arguments, so the object is made of two halves.
  const half = Math.ceil(columns.length / 2);
  const objectOf = (part: typeof columns) =>
    `jsonb_build_object(${part.map(([name, column]) => `'${name}', ${column.sql}`).join(', ')})`;
  return `(${objectOf(columns.slice(0, half))} || ${objectOf(columns.slice(half))})`;
}

/** The address of an event, or null: SQL over its stored row `t`. */
export function eventUrlSql(type: EventType): string {
  return withUrl.includes(type) ? 't.url' : 'null::text';
}
