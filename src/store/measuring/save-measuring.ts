import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { MeasuringProgress } from './measuring-progress.ts';

/** Minutes up to there, and from there on, have been read. The right to read ends. Times in ms. */
export async function saveMeasuring(
  tx: Db,
  generation: number,
  {
    doneFrom,
    doneTo,
    sweptTo,
    sweptAt,
    tookMs,
    pending,
  }: Omit<MeasuringProgress, 'generation' | 'failures' | 'awaySince' | 'awayReason'>,
): Promise<void> {
  await tx
    .updateTable('measuring')
    .set({
      done_from: instant(doneFrom),
      done_to: instant(doneTo),
      swept_to: sweptTo === null ? null : instant(sweptTo),
      swept_at: sweptAt === null ? null : instant(sweptAt),
      took_ms: tookMs,
      pending,
      away_since: null,
      away_reason: null,
      leased_until: null,
    })
    .where('generation', '=', generation)
    .execute();
}

/** The source did not answer. The right to read lasts until `until` (ms), so that nobody asks again before. */
export async function saveAway(db: Db, generation: number, reason: string, now: number, until: number): Promise<void> {
  await db
    .updateTable('measuring')
    .set((row) => ({
      away_since: row.fn.coalesce('away_since', row.val(instant(now))),
      away_reason: reason,
      failures: row('failures', '+', 1),
      leased_until: instant(until),
    }))
    .where('generation', '=', generation)
    .execute();
}
