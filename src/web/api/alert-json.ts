import type { RaisedAlert } from '../../alert/alert-evaluator.ts';
import type { AlertView } from '../../status/alert-view.ts';
import { isoTime } from './iso-time.ts';

/** How an alert stands, as the API and `cislo alerts --json` write it. */
export function alertStateJson(view: AlertView) {
  const { slo, instance, policy, condition, severity, state, isFrozen, peakBurnRate } = view;
  return {
    slo,
    instance,
    policy,
    condition,
    severity,
    state,
    frozen: isFrozen,
    pending_at: isoTime(view.pendingAt),
    firing_at: isoTime(view.firingAt),
    resolved_at: isoTime(view.resolvedAt),
    peak_burn_rate: peakBurnRate,
    evaluated_at: isoTime(view.evaluatedAt),
  };
}

/** An alert that fired, as the API and `cislo alerts backtest --json` write it. */
export function raisedAlertJson(alert: RaisedAlert) {
  const { slo, policy, condition, severity, peakBurnRate, bad } = alert;
  return {
    slo,
    policy,
    condition,
    severity,
    pending_at: isoTime(alert.pendingAt),
    firing_at: isoTime(alert.firingAt),
    resolved_at: isoTime(alert.resolvedAt),
    peak_burn_rate: peakBurnRate,
    bad,
  };
}
