import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { instant } from './instant.ts';
import { keyTable } from './key-table.ts';
import { readState, writeState } from './state.ts';

const key = 'minutes_from';

/**
 * From when on minutes of objectives are kept, ms, on a whole hour; before that only hours. −Infinity: all are kept. It never goes back, and
 * minutes before it count nowhere, also while some of them are still there.
 */
export async function readMinutesFrom(db: Db): Promise<number> {
  const written = await readState(db, key);
  return written === null ? Number.NEGATIVE_INFINITY : Date.parse(written);
}

/** That time as SQL: minutes before it are gone, or being deleted. */
export function earliestMinute(minutesFrom: number): RawBuilder<number> {
  return Number.isFinite(minutesFrom) ? instant(minutesFrom) : sql`'-infinity'::timestamptz`;
}

/** Moves that time on. Readers take hours before it from now on. */
export async function writeMinutesFrom(db: Db, from: number): Promise<void> {
  await writeState(db, key, new Date(from).toISOString());
}

/** Deletes minutes before a time (ms), at most `limit`. Returns how many. */
export async function deleteMinutes(db: Db, before: number, limit: number): Promise<number> {
  const names = ['repository_id', 'host', 'generation', 'seconds', 'at'] as const;
  const rows = await db
    .selectFrom('slo_buckets')
    .select(names)
    .where('seconds', '=', 60)
    .where('at', '<', instant(before))
    .limit(limit)
    .execute();
  if (rows.length === 0) return 0;
  const keys = keyTable(db, 'slo_buckets', names, rows);
  await sql`delete from slo_buckets d using ${keys.u} where ${keys.matches('d')}`.execute(db);
  return rows.length;
}
