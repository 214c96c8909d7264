import type { RaisedAlert } from '../../alert/alert-evaluator.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** Writes an alert that fires, as it is in the last minute, and the last time with its end. */
export async function saveRaisedAlert(db: Db, alert: RaisedAlert, instance: string): Promise<void> {
  const { slo, policy, condition, severity, pendingAt, firingAt, resolvedAt, peakBurnRate, bad } = alert;
  const told = {
    peak_burn_rate: peakBurnRate,
    bad,
    ...(resolvedAt === null ? {} : { resolved_at: instant(resolvedAt) }),
  };
  const began = { pending_at: instant(pendingAt), firing_at: instant(firingAt) };
  await db
    .insertInto('alerts')
    .values({ slo, policy, condition, instance, severity, ...began, ...told })
    .onConflict((conflict) =>
      conflict.columns(['slo', 'policy', 'condition', 'instance', 'firing_at']).doUpdateSet(told),
    )
    .execute();
}
