import { type AlertProgress, noAlertYet } from '../alert/alert-progress.ts';
import type { Backtest } from '../alert/backtest.ts';
import { backtest, backtestStart } from '../alert/backtest.ts';
import { type ObjectiveAlerts, policiesOf } from '../alert/policies-of.ts';
import { errorBudgetRatio } from '../budget/arithmetic.ts';
import type { Minute } from '../budget/minute.ts';
import { countedObjectives } from '../model/counted-objectives.ts';
import { toNumber } from '../model/fraction.ts';
import type { Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { burnCountsOf, sliceMsOf } from '../slo/burn-counts-of.ts';
import type { ReadDoor } from '../store/read/read-door.ts';

/** How the alert of one policy stands. Times in ms. */
export interface AlertView extends Pick<AlertProgress, 'state' | 'isFrozen' | 'pendingAt' | 'firingAt' | 'resolvedAt'> {
  readonly slo: string;
  /** As `?instance=` writes it; null for the whole SLO. */
  readonly instance: string | null;
  readonly policy: string;
  readonly condition: string;
  readonly severity: string;
  /** The highest burn rate of the long window since `pendingAt`; null without an alert. */
  readonly peakBurnRate: number | null;
  /** The last minute that was evaluated; null: none was. */
  readonly evaluatedAt: number | null;
}

/** Before a past time so much is played again, so that the alerts of that time have had the time to begin. */
const warmUpMs = 30 * 86_400_000;
/** For how an alert stands now; one that has fired for longer is shown as firing since then. */
const personWarmUpMs = 3 * 86_400_000;
const minuteMs = 60_000;

/**
 * How every alert stands now, as the server evaluated it; for a person, who sees sums over some repositories, as these sums would have it. By objective, then by policy, then by instance. Instances are there while theirs is
 * pending or firing, or is resolved and nothing came after it.
 */
export async function readAlerts(
  read: Pick<ReadDoor, 'readAlertStates' | 'readSloMinutes'>,
  viewer: Viewer,
  objectives: readonly Objective[],
  now: number,
): Promise<readonly AlertView[]> {
  if (viewer.kind === 'person') return replayAlerts(read, viewer, objectives, now, personWarmUpMs);
  const states = await read.readAlertStates(viewer);
  return objectives.flatMap((one) => {
    const alerts = policiesOf(one, now);
    return alerts.policies.flatMap((policy) => {
      const own = states.filter(
        ({ slo, policy: name, condition }) =>
          slo === one.name && name === policy.name && condition === policy.condition.name,
      );
      const whole = own.find(({ instance }) => instance === '');
      const instances = own.filter(({ instance, progress }) => instance !== '' && progress.state !== 'inactive');
      return [
        viewOf(alerts, policy, whole?.progress ?? noAlertYet, null),
        ...instances.map(({ instance, progress }) => viewOf(alerts, policy, progress, instance)),
      ];
    });
  });
}

/** How every alert would have stood at a past time (ms), by what is known now: the time before it, 30 days where not given, is evaluated again. */
export async function replayAlerts(
  read: Pick<ReadDoor, 'readSloMinutes'>,
  viewer: Viewer,
  objectives: readonly Objective[],
  at: number,
  warmUp = warmUpMs,
): Promise<readonly AlertView[]> {
  const views = await Promise.all(
    objectives.map(async (objective) => {
      const { progress } = await backtestAlerts(read, viewer, objective, at - warmUp, at);
      const alerts = policiesOf(objective, at);
      return progress.map((one) => viewOf(alerts, one.policy, one.progress, null));
    }),
  );
  return views.flat();
}

/** Every alert of an objective that would have fired between `since` and `until` (ms), by its policies and by what is known now. */
export async function backtestAlerts(
  read: Pick<ReadDoor, 'readSloMinutes'>,
  viewer: Viewer,
  objective: Objective,
  since: number,
  until: number,
): Promise<Backtest> {
  const { objective: alerted, policies } = policiesOf(objective, until);
  const from = backtestFrom(objective, since, until);
  const to = Math.max(from, Math.floor(until / minuteMs) * minuteMs);
  const minutes = new Map<string, readonly Minute[]>();
  for (const { name } of countedObjectives(objective))
    minutes.set(name, await read.readSloMinutes(viewer, { slo: name, from, to }));
  const counts = burnCountsOf(objective, (name) => minutes.get(name) ?? [], from, to);
  return backtest(alerted, policies, counts, since, until);
}

/** The earliest time whose events a back-test from `since` to `until` looks at, ms. */
export function backtestFrom(objective: Objective, since: number, until: number): number {
  const { objective: alerted, policies } = policiesOf(objective, until);
  return backtestStart(alerted, policies, since) - sliceMsOf(objective);
}

function viewOf(
  { objective: { slo, target } }: ObjectiveAlerts,
  { name, severity, condition }: ObjectiveAlerts['policies'][number],
  { state, isFrozen, pendingAt, firingAt, resolvedAt, peakBadRatio, minute }: AlertProgress,
  instance: string | null,
): AlertView {
  return {
    slo,
    instance,
    policy: name,
    condition: condition.name,
    severity,
    state,
    isFrozen,
    pendingAt,
    firingAt,
    resolvedAt,
    peakBurnRate: pendingAt === null ? null : peakBadRatio / toNumber(errorBudgetRatio(target)),
    evaluatedAt: minute,
  };
}
