import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { AlertStateRow } from './alert-state-row.ts';

/**
 * Writes the step of one alert, if it still stands at the minute that the step was computed from. Returns whether it did: when several
 * processes computed the same step, exactly one is told so.
 *
 * @param before the minute (ms) that was read; null: there was no line yet
 * @param after `progress.minute` is the minute of the step
 */
export async function saveAlertStep(db: Db, before: number | null, after: AlertStateRow): Promise<boolean> {
  const { slo, policy, condition, instance, severity, progress } = after;
  const values = {
    severity,
    state: progress.state,
    frozen: progress.isFrozen,
    pending_at: instantOrNull(progress.pendingAt),
    firing_at: instantOrNull(progress.firingAt),
    resolved_at: instantOrNull(progress.resolvedAt),
    held_ms: progress.heldMs,
    peak_bad_ratio: progress.peakBadRatio,
    minute: instant(progress.minute as number),
  };
  if (before === null) {
    const inserted = await db
      .insertInto('alert_states')
      .values({ slo, policy, condition, instance, ...values })
      .onConflict((conflict) => conflict.columns(['slo', 'policy', 'condition', 'instance']).doNothing())
      .returning('slo')
      .executeTakeFirst();
    return inserted !== undefined;
  }
  const updated = await db
    .updateTable('alert_states')
    .set(values)
    .where('slo', '=', slo)
    .where('policy', '=', policy)
    .where('condition', '=', condition)
    .where('instance', '=', instance)
    .where('minute', '=', instant(before))
    .returning('slo')
    .executeTakeFirst();
  return updated !== undefined;
}

function instantOrNull(ms: number | null) {
  return ms === null ? sql<null>`null` : instant(ms);
}
