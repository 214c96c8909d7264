import { errorBudgetRatio } from '../budget/arithmetic.ts';
import { toNumber } from '../model/fraction.ts';
import { advanceAlert } from './advance-alert.ts';
import type { AlertPolicy } from './alert-policy.ts';
import type { AlertProgress } from './alert-progress.ts';
import type { AlertedObjective } from './alerted-objective.ts';
import type { BurnCounts } from './burn-counts.ts';
import { conditionTest } from './condition-test.ts';

/** An alert that fired. Times in ms, each a full minute. */
export interface RaisedAlert {
  readonly slo: string;
  readonly policy: string;
  readonly condition: string;
  readonly severity: string;
  readonly pendingAt: number;
  readonly firingAt: number;
  /** null: it still fires. */
  readonly resolvedAt: number | null;
  /** The highest burn rate of the long window from `pendingAt` on, before `resolvedAt`. */
  readonly peakBurnRate: number;
  /** Bad events in [firingAt − long window, resolvedAt). */
  readonly bad: number;
}

/** One policy of one objective, ready to be evaluated minute by minute. */
export interface AlertEvaluator {
  /**
   * The progress after one more minute, over the events that settled before it.
   *
   * @param minute a full minute, ms, later than all before
   * @param isBehind what was received is not in the counts yet: the alert is frozen
   */
  evaluate(before: AlertProgress, counts: BurnCounts, minute: number, isBehind: boolean): AlertProgress;
  /** The alert that a progress is in, or has just resolved; null when none has fired. */
  raised(progress: AlertProgress, counts: BurnCounts): RaisedAlert | null;
}

/** Makes an evaluator. The live evaluation and the back-test both use it, so they cannot differ. */
export function alertEvaluator(
  { name: policy, severity, condition }: AlertPolicy,
  objective: AlertedObjective,
): AlertEvaluator {
  const test = conditionTest(condition, objective);
  const budgetRatio = toNumber(errorBudgetRatio(objective.target));
  const { lookbackMs } = condition;

  function peakOf({ state, peakBadRatio }: AlertProgress, counts: BurnCounts, minute: number): number {
    if (state !== 'pending' && state !== 'firing') return peakBadRatio;
    const long = counts(minute - lookbackMs, minute);
    if (long === null || Number(long.total) === 0) return peakBadRatio;
    return Math.max(peakBadRatio, Number(long.bad) / Number(long.total));
  }

  return {
    evaluate(before, counts, minute, isBehind) {
      const next = advanceAlert(before, condition, isBehind ? 'no_data' : test(counts, minute), minute);
      const peakBadRatio = peakOf(next, counts, minute);
      return peakBadRatio === next.peakBadRatio ? next : { ...next, peakBadRatio };
    },
    raised({ pendingAt, firingAt, resolvedAt, peakBadRatio, minute }, counts) {
      if (pendingAt === null || firingAt === null || minute === null) return null;
      return {
        slo: objective.slo,
        policy,
        condition: condition.name,
        severity,
        pendingAt,
        firingAt,
        resolvedAt,
        peakBurnRate: peakBadRatio / budgetRatio,
        bad: counts(firingAt - lookbackMs, resolvedAt ?? minute)?.badEvents ?? 0,
      };
    },
  };
}
