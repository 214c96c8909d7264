import { type Decimal, parseDecimal } from '../model/decimal.ts';
import { decimalFraction } from '../model/fraction.ts';
import type { Objective } from '../model/objective.ts';
import { windowLengthMs } from '../time/window-bounds.ts';
import type { AlertPolicy } from './alert-policy.ts';
import type { AlertedObjective } from './alerted-objective.ts';
import { defaultPolicies } from './default-policies.ts';
import { readPolicy } from './read-policy.ts';

/** An objective with the policies that it alerts by. */
export interface ObjectiveAlerts {
  readonly objective: AlertedObjective;
  readonly policies: readonly AlertPolicy[];
}

/**
 * The policies of an objective: its own, without those that are wrong, or those for SLOs that name none. Thresholds of a window that follows the calendar are those of the one
 * that `now` (ms) is in.
 */
export function policiesOf({ name, targetDecimal, window, policies }: Objective, now: number): ObjectiveAlerts {
  const target = decimalFraction(parseDecimal(targetDecimal) as Decimal);
  const own = policies?.flatMap((written) => readPolicy(written, target).policy ?? []);
  return {
    objective: { slo: name, target, window },
    policies: own ?? defaultPolicies(target, windowLengthMs(window, now)),
  };
}
