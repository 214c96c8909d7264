import type { AlertState } from '../../alert/alert-progress.ts';
import type { Db } from '../database.ts';
import type { AlertStateRow } from './alert-state-row.ts';

/** How far every alert has come, in order of its key; those of SLOs and policies that are gone are among them. */
export async function readAlertStates(db: Db): Promise<readonly AlertStateRow[]> {
  const rows = await db
    .selectFrom('alert_states')
    .selectAll()
    .orderBy('slo')
    .orderBy('policy')
    .orderBy('condition')
    .orderBy('instance')
    .execute();
  return rows.map((row) => ({
    slo: row.slo,
    policy: row.policy,
    condition: row.condition,
    instance: row.instance,
    severity: row.severity,
    progress: {
      state: row.state as AlertState,
      isFrozen: row.frozen,
      pendingAt: row.pending_at,
      firingAt: row.firing_at,
      resolvedAt: row.resolved_at,
      heldMs: row.held_ms,
      peakBadRatio: row.peak_bad_ratio,
      minute: row.minute,
    },
  }));
}
