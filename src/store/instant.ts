import { type RawBuilder, sql } from 'kysely';

/** A time in ms as a parameter that is compared with a timestamp. */
export function instant(ms: number): RawBuilder<number> {
  return sql`${new Date(ms).toISOString()}::timestamptz`;
}
