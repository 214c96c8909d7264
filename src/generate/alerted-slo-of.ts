import { policiesOf } from '../alert/policies-of.ts';
import type { Objective } from '../model/objective.ts';
import { windowLengthMs } from '../time/window-bounds.ts';
import type { AlertedSlo } from './alerted-slo.ts';

/** An objective with its policies. The length of a window that follows the calendar, and with it the thresholds, are those at `now` (ms). */
export function alertedSloOf(objective: Objective, now: number): AlertedSlo {
  const { name, displayName, service, targetDecimal, window } = objective;
  const { policies } = policiesOf(objective, now);
  const nobody = { team: null, owner: null, runbook: null, dashboard: null };
  return { id: name, displayName, service, targetDecimal, windowMs: windowLengthMs(window, now), policies, ...nobody };
}
