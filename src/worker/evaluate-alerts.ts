import { type AlertEvaluator, alertEvaluator } from '../alert/alert-evaluator.ts';
import { type AlertProgress, noAlertYet } from '../alert/alert-progress.ts';
import type { BurnCounts } from '../alert/burn-counts.ts';
import { policiesOf } from '../alert/policies-of.ts';
import { policyWindows } from '../alert/policy-windows.ts';
import type { Objective } from '../model/objective.ts';
import { burnCountsOf, countsEventsAlone, sliceMsOf } from '../slo/burn-counts-of.ts';
import type { AlertKey, AlertStateRow } from '../store/alerts/alert-state-row.ts';
import { readAlertStates } from '../store/alerts/read-alert-states.ts';
import { saveAlertStep } from '../store/alerts/save-alert-step.ts';
import { saveRaisedAlert } from '../store/alerts/save-raised-alert.ts';
import type { Db } from '../store/database.ts';
import { readDeployedObjectives } from '../store/generation/read-deployed-objectives.ts';
import { readAwaySlos } from '../store/measuring/read-away-slos.ts';
import { readLagMs } from '../store/read/read-freshness.ts';
import { readSloCounts } from '../store/read/read-slo-counts.ts';
import { readSloMinutes } from '../store/read/read-slo-minutes.ts';
import type { SloWindow } from '../store/read/view.ts';

const minuteMs = 60_000;
/** Minutes that nobody evaluated are evaluated later, as long as they are no older than this; older ones count like minutes without data. */
const mostMissedMs = 60 * minuteMs;
/** When work has waited for so long, the counts are not what was received, and alerts are frozen. */
const behindMs = 5 * minuteMs;

/** An alert that is to be evaluated. */
interface Evaluation {
  readonly objective: Objective;
  readonly key: AlertKey;
  readonly severity: string;
  readonly evaluator: AlertEvaluator;
  readonly lookbackMs: number;
  /** What its policy looks at in the newest minute. */
  readonly windows: readonly SloWindow[];
  readonly before: AlertProgress;
  /** The first minute that is missing, ms. */
  readonly first: number;
  /** Events from then on are looked at, ms. */
  readonly earliest: number;
}

/**
 * Makes the chore that evaluates the alerts of all deployed objectives at every full minute, over the events that settled before it. Any
 * number of processes may do it: of each step exactly one writes it. A minute is never evaluated again, whatever becomes known later.
 *
 * @param clock our time, ms
 */
export function alertChore(db: Db, clock: () => number): () => Promise<void> {
  let doneMinute = 0;
  return async () => {
    const now = clock();
    const newest = Math.floor(now / minuteMs) * minuteMs;
    if (newest <= doneMinute) return;
    const isBehind = (await readLagMs(db, now)) > behindMs;
    // When another process was faster, what it wrote is read at the next try.
    if (await evaluateUntil(db, newest, isBehind)) doneMinute = newest;
  };
}

/** Evaluates every alert at the minutes that are missing, up to `newest`. Returns whether all of it is written, and nothing by another process meanwhile. */
async function evaluateUntil(db: Db, newest: number, isBehind: boolean): Promise<boolean> {
  const evaluations = await listEvaluations(db, newest);
  if (evaluations.length === 0) return true;
  const counts = await countsFor(db, evaluations, newest);
  const away = await readAwaySlos(db);
  const runs = evaluations.map((evaluation) =>
    runMinutes(evaluation, counts(evaluation.key.slo), newest, isBehind || away.has(evaluation.key.slo)),
  );
  const told = runs.flatMap(({ told }) => told);
  const alertCounts = await readCounts(db, told.map(alertWindow));
  return db.transaction().execute(async (tx) => {
    let isOurs = true;
    for (const { evaluation, after, told } of runs) {
      const { key, severity, before, evaluator } = evaluation;
      const isWritten = await saveAlertStep(tx, before.minute, { ...key, severity, progress: after });
      isOurs &&= isWritten;
      if (!isWritten) continue;
      const raised = told.map(({ progress }) => evaluator.raised(progress, alertCounts(key.slo)));
      for (const alert of raised) if (alert !== null) await saveRaisedAlert(tx, alert, key.instance);
    }
    return isOurs;
  });
}

/** An alert that ended, or fires, at the end of `progress`. */
interface ToldAlert extends Pick<Evaluation, 'key' | 'lookbackMs'> {
  readonly progress: AlertProgress;
}

/** One alert through its missing minutes: how it stands at the end, and what is to be told of. */
function runMinutes(evaluation: Evaluation, counts: BurnCounts, newest: number, isBehind: boolean) {
  const { key, lookbackMs, evaluator, before } = evaluation;
  const told: ToldAlert[] = [];
  let after = before;
  for (let minute = evaluation.first; minute <= newest; minute += minuteMs) {
    const next = evaluator.evaluate(after, counts, minute, isBehind);
    if (next.state === 'resolved' && after.state === 'firing') told.push({ key, lookbackMs, progress: next });
    after = next;
  }
  if (after.state === 'firing') told.push({ key, lookbackMs, progress: after });
  return { evaluation, after, told };
}

/**
 * Of an objective that counts events, the windows of one minute are counted by the database. For more minutes, for slices and for exclusions
 * all that they need is read, and counted here.
 */
async function countsFor(
  db: Db,
  evaluations: readonly Evaluation[],
  newest: number,
): Promise<(slo: string) => BurnCounts> {
  const counts = new Map<string, BurnCounts>();
  for (const [slo, own] of bySlo(evaluations)) {
    const { objective } = own[0] as Evaluation;
    if (countsEventsAlone(objective) && own.every(({ first }) => first === newest)) continue;
    const from = Math.min(...own.map(({ earliest }) => earliest)) - sliceMsOf(objective);
    counts.set(slo, burnCountsOf(objective, await readSloMinutes(db, 'all', { slo, from, to: newest }), from, newest));
  }
  const others = evaluations.filter(({ key }) => !counts.has(key.slo));
  const counted = await readCounts(
    db,
    others.flatMap((evaluation) => evaluation.windows),
  );
  return (slo) => counts.get(slo) ?? counted(slo);
}

function bySlo(evaluations: readonly Evaluation[]): ReadonlyMap<string, readonly Evaluation[]> {
  const groups = new Map<string, Evaluation[]>();
  for (const evaluation of evaluations) {
    const group = groups.get(evaluation.key.slo);
    if (group === undefined) groups.set(evaluation.key.slo, [evaluation]);
    else group.push(evaluation);
  }
  return groups;
}

/** In order of their keys, so that two processes that write them never wait for each other. */
async function listEvaluations(db: Db, newest: number): Promise<readonly Evaluation[]> {
  const objectives = (await readDeployedObjectives(db)) ?? [];
  const known = new Map((await readAlertStates(db)).map((row: AlertStateRow) => [keyText(row), row.progress]));
  const all = objectives.flatMap((deployed) => {
    const { objective, policies } = policiesOf(deployed, newest);
    return policies.map((policy): Evaluation => {
      const { slo } = objective;
      const key = { slo, policy: policy.name, condition: policy.condition.name, instance: '' };
      const before = known.get(keyText(key)) ?? noAlertYet;
      const first = Math.max((before.minute ?? newest - minuteMs) + minuteMs, newest - mostMissedMs + minuteMs);
      return {
        objective: deployed,
        key,
        severity: policy.severity,
        evaluator: alertEvaluator(policy, objective),
        lookbackMs: policy.condition.lookbackMs,
        windows: policyWindows(policy, objective, newest).map((window) => ({ slo, ...window })),
        before,
        first,
        earliest: Math.min(
          ...[first, newest].flatMap((at) => policyWindows(policy, objective, at)).map(({ from }) => from),
        ),
      };
    });
  });
  return all
    .filter(({ first }) => first <= newest)
    .sort((left, right) => (keyText(left.key) < keyText(right.key) ? -1 : 1));
}

function keyText({ slo, policy, condition, instance }: AlertKey): string {
  return [slo, policy, condition, instance].join('\0');
}

/** The window that the bad events of an alert are counted in. */
function alertWindow({ key, lookbackMs, progress: { firingAt, resolvedAt, minute } }: ToldAlert): SloWindow {
  return { slo: key.slo, from: (firingAt as number) - lookbackMs, to: resolvedAt ?? (minute as number) };
}

/** Counts of these windows alone, by SLO. */
async function readCounts(db: Db, windows: readonly SloWindow[]): Promise<(slo: string) => BurnCounts> {
  const known = new Map(windows.map((window) => [windowText(window), window]));
  const rows = known.size === 0 ? [] : await readSloCounts(db, 'all', [...known.values()]);
  const counted = new Map(rows.map((row) => [windowText(row), row]));
  return (slo) => (from, to) => {
    const row = counted.get(windowText({ slo, from, to }));
    return row === undefined ? null : { total: row.good + row.bad, bad: row.bad, badEvents: row.bad };
  };
}

function windowText({ slo, from, to }: SloWindow): string {
  return `${slo}\0${from}\0${to}`;
}
