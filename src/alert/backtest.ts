import { alertEvaluator, type RaisedAlert } from './alert-evaluator.ts';
import type { AlertPolicy } from './alert-policy.ts';
import { type AlertProgress, noAlertYet } from './alert-progress.ts';
import type { AlertedObjective } from './alerted-objective.ts';
import type { BurnCounts } from './burn-counts.ts';
import { policyWindows } from './policy-windows.ts';

/** What policies would have done. */
export interface Backtest {
  /** Every alert that fired, in order of `firingAt`, then of the policies. */
  readonly alerts: readonly RaisedAlert[];
  /** How each policy stands after the last minute, in their order. */
  readonly progress: readonly { readonly policy: AlertPolicy; readonly progress: AlertProgress }[];
}

const minuteMs = 60_000;

/**
 * Evaluates policies over the past, at every full minute from `since` to `until`, both included. Everything is inactive at first;
 * events before `since` are seen. What was known only later counts as if it had been known at its time.
 *
 * @param counts answers for every window from `backtestStart` to `until`
 * @param since, until ms
 */
export function backtest(
  objective: AlertedObjective,
  policies: readonly AlertPolicy[],
  counts: BurnCounts,
  since: number,
  until: number,
): Backtest {
  const runs = policies.map((policy) => runPolicy(objective, policy, counts, since, until));
  return {
    alerts: runs.flatMap(({ alerts }) => alerts).sort((left, right) => left.firingAt - right.firingAt),
    progress: policies.map((policy, index) => ({
      policy,
      progress: (runs[index] as (typeof runs)[number]).progress,
    })),
  };
}

/** The earliest time whose events the policies look at when they are evaluated from `since` on, ms. */
export function backtestStart(objective: AlertedObjective, policies: readonly AlertPolicy[], since: number): number {
  const first = Math.ceil(since / minuteMs) * minuteMs;
  const windows = policies.flatMap((policy) => policyWindows(policy, objective, first));
  return Math.min(first, ...windows.map(({ from }) => from));
}

function runPolicy(
  objective: AlertedObjective,
  policy: AlertPolicy,
  counts: BurnCounts,
  since: number,
  until: number,
): { readonly alerts: readonly RaisedAlert[]; readonly progress: AlertProgress } {
  const evaluator = alertEvaluator(policy, objective);
  const alerts: RaisedAlert[] = [];
  const keep = (progress: AlertProgress): void => {
    alerts.push(...[evaluator.raised(progress, counts)].filter((alert) => alert !== null));
  };
  let progress = noAlertYet;
  for (let minute = Math.ceil(since / minuteMs) * minuteMs; minute <= until; minute += minuteMs) {
    const next = evaluator.evaluate(progress, counts, minute, false);
    if (next.state === 'resolved' && progress.state === 'firing') keep(next);
    progress = next;
  }
  if (progress.state === 'firing') keep(progress);
  return { alerts, progress };
}
