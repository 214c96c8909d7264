import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { Database } from '../schema.ts';
import type { MeasuringProgress } from './measuring-progress.ts';

/** How far each generation has come whose minutes are measured elsewhere. */
export async function readMeasuring(db: Db): Promise<readonly MeasuringProgress[]> {
  const rows = await db.selectFrom('measuring').selectAll().orderBy('generation').execute();
  return rows.map(toProgress);
}

/** A row of `measuring` as the rest of the program knows it. */
export function toProgress(row: Selectable<Database['measuring']>): MeasuringProgress {
  return {
    generation: row.generation,
    doneFrom: row.done_from,
    doneTo: row.done_to,
    sweptTo: row.swept_to,
    sweptAt: row.swept_at,
    awaySince: row.away_since,
    awayReason: row.away_reason,
    failures: row.failures,
    tookMs: row.took_ms,
    pending: row.pending,
  };
}
