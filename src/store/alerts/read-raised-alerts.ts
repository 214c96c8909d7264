import type { RaisedAlert } from '../../alert/alert-evaluator.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** Alerts of whole SLOs that fired in [since, until), ms, in order of `firingAt`, then of SLO and policy. */
export async function readRaisedAlerts(db: Db, since: number, until: number): Promise<readonly RaisedAlert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('instance', '=', '')
    .where('firing_at', '>=', instant(since))
    .where('firing_at', '<', instant(until))
    .orderBy('firing_at')
    .orderBy('slo')
    .orderBy('policy')
    .orderBy('condition')
    .execute();
  return rows.map((row) => ({
    slo: row.slo,
    policy: row.policy,
    condition: row.condition,
    severity: row.severity,
    pendingAt: row.pending_at,
    firingAt: row.firing_at,
    resolvedAt: row.resolved_at,
    peakBurnRate: row.peak_burn_rate,
    bad: row.bad,
  }));
}
