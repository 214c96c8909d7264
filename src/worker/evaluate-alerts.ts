import { type NoticeSettings, noNotices } from '../act/notice/notice-settings.ts';
import { noticesOf } from '../act/notice/notices-of.ts';
import { alertEvaluator } from '../alert/alert-evaluator.ts';
import { noAlertYet } from '../alert/alert-progress.ts';
import type { BurnCounts } from '../alert/burn-counts.ts';
import { policiesOf } from '../alert/policies-of.ts';
import { policyWindows } from '../alert/policy-windows.ts';
import { addCounts } from '../budget/budget-sums.ts';
import type { Minute } from '../budget/minute.ts';
import { countedObjectives } from '../model/counted-objectives.ts';
import type { Counts, Objective } from '../model/objective.ts';
import { burnCountsOf, countsEventsAlone, sliceMsOf } from '../slo/burn-counts-of.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { AlertKey, AlertStateRow } from '../store/alerts/alert-state-row.ts';
import { readAlertStates } from '../store/alerts/read-alert-states.ts';
import { saveAlertStep } from '../store/alerts/save-alert-step.ts';
import { saveRaisedAlert } from '../store/alerts/save-raised-alert.ts';
import type { Db } from '../store/database.ts';
import { readDeployedObjectives } from '../store/generation/read-deployed-objectives.ts';
import { readAwaySlos } from '../store/measuring/read-away-slos.ts';
import { addNotifications } from '../store/notification/add-notifications.ts';
import { readLagMs } from '../store/read/read-freshness.ts';
import { readSloCounts } from '../store/read/read-slo-counts.ts';
import { readSloMinutes } from '../store/read/read-slo-minutes.ts';
import type { SloWindow } from '../store/read/view.ts';
import { readAlertedInstances } from './alerted-instances.ts';
import { type Evaluation, factsOf, runMinutes, type ToldAlert } from './run-minutes.ts';

const minuteMs = 60_000;
/** Minutes that nobody evaluated are evaluated later, as long as they are no older than this; older ones count like minutes without data. */
const mostMissedMs = 60 * minuteMs;
/** When work has waited for so long, the counts are not what was received, and alerts are frozen. */
const behindMs = 5 * minuteMs;

/**
 * Makes the chore that evaluates the alerts of all deployed objectives at every full minute, over the events that settled before it. Any
 * number of processes may do it: of each step exactly one writes it. A minute is never evaluated again, whatever becomes known later.
 *
 * @param clock our time, ms
 */
export function alertChore(db: Db, clock: () => number, notices: NoticeSettings = noNotices): () => Promise<void> {
  let doneMinute = 0;
  return async () => {
    const now = clock();
    const newest = Math.floor(now / minuteMs) * minuteMs;
    if (newest <= doneMinute) return;
    const isBehind = (await readLagMs(db, now)) > behindMs;
    // When another process was faster, what it wrote is read at the next try.
    if (await evaluateUntil(db, newest, isBehind, notices, now)) doneMinute = newest;
  };
}

/** Evaluates every alert at the minutes that are missing, up to `newest`. Returns whether all of it is written, and nothing by another process meanwhile. */
async function evaluateUntil(
  db: Db,
  newest: number,
  isBehind: boolean,
  notices: NoticeSettings,
  now: number,
): Promise<boolean> {
  const objectives = (await readDeployedObjectives(db)) ?? [];
  const states = await readAlertStates(db);
  const wholes = objectives.flatMap((objective) => listEvaluations(objective, states, newest, '', null));
  const instances = await listInstanceEvaluations(db, objectives, states, newest);
  // In order of their keys, so that two processes that write them never wait for each other.
  const evaluations = [...wholes, ...instances]
    .filter(({ first }) => first <= newest)
    .sort((left, right) => (keyText(left.key) < keyText(right.key) ? -1 : 1));
  if (evaluations.length === 0) return true;
  const counts = await countsFor(
    db,
    evaluations.filter(({ own }) => own === null),
    newest,
  );
  const away = await readAwaySlos(db);
  const runs = evaluations.map((evaluation) =>
    runMinutes(
      evaluation,
      counts(evaluation),
      newest,
      isBehind || countedObjectives(evaluation.objective).some(({ name }) => away.has(name)),
    ),
  );
  const told = runs.flatMap(({ told, news }) => [...told, ...news]);
  const alertCounts = await readCounts(db, told.filter(({ own }) => own === null).flatMap(alertWindows));
  return db.transaction().execute(async (tx) => {
    let isOurs = true;
    for (const { evaluation, after, told, news } of runs) {
      const { objective, key, severity, before, evaluator, own } = evaluation;
      const isWritten = await saveAlertStep(tx, before.minute, { ...key, severity, progress: after });
      isOurs &&= isWritten;
      if (!isWritten) continue;
      const raised = told.map(({ progress }) => evaluator.raised(progress, own ?? alertCounts(objective)));
      for (const alert of raised) if (alert !== null) await saveRaisedAlert(tx, alert, key.instance);
      const facts = news.flatMap((one) => factsOf(evaluation, one, own ?? alertCounts(objective)));
      await addNotifications(tx, noticesOf(facts, evaluation.policy, notices), now);
    }
    return isOurs;
  });
}

/**
 * Of an objective that counts events, the windows of one minute are counted by the database. For more minutes, for slices and for exclusions
 * all that they need is read, and counted here.
 */
async function countsFor(
  db: Db,
  evaluations: readonly Evaluation[],
  newest: number,
): Promise<(evaluation: Evaluation) => BurnCounts> {
  const counts = new Map<string, BurnCounts>();
  for (const [slo, own] of bySlo(evaluations)) {
    const { objective } = own[0] as Evaluation;
    if (countsEventsAlone(objective) && own.every(({ first }) => first === newest)) continue;
    const from = Math.min(...own.map(({ earliest }) => earliest)) - sliceMsOf(objective);
    const minutes = new Map<string, readonly Minute[]>();
    for (const { name } of countedObjectives(objective))
      minutes.set(name, await readSloMinutes(db, 'all', { slo: name, from, to: newest }));
    counts.set(
      slo,
      burnCountsOf(objective, (name) => minutes.get(name) ?? [], from, newest),
    );
  }
  const others = evaluations.filter(({ key }) => !counts.has(key.slo));
  const counted = await readCounts(
    db,
    others.flatMap((evaluation) => evaluation.windows),
  );
  return ({ key, objective, own }) => own ?? counts.get(key.slo) ?? counted(objective);
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

/** Every alert of an objective, or of one instance of it. */
function listEvaluations(
  deployed: Objective,
  states: readonly AlertStateRow[],
  newest: number,
  instance: string,
  own: BurnCounts | null,
): readonly Evaluation[] {
  const { objective, policies } = policiesOf(deployed, newest);
  const { slo } = objective;
  const known = new Map(states.filter((row) => row.slo === slo).map((row) => [keyText(row), row.progress]));
  return policies.map((policy): Evaluation => {
    const key = { slo, policy: policy.name, condition: policy.condition.name, instance };
    const before = known.get(keyText(key)) ?? noAlertYet;
    const first = Math.max((before.minute ?? newest - minuteMs) + minuteMs, newest - mostMissedMs + minuteMs);
    return {
      objective: deployed,
      policy,
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
      own,
    };
  });
}

/** The alerts of those instances that can change. Instances without bad events cost nothing but one question for each SLO. */
async function listInstanceEvaluations(
  db: Db,
  objectives: readonly Objective[],
  states: readonly AlertStateRow[],
  newest: number,
): Promise<readonly Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (const objective of objectives) {
    if (annotationsOf(objective).groupBy.length === 0) continue;
    const whole = listEvaluations(objective, states, newest, '', null);
    const { policies } = policiesOf(objective, newest);
    const running = states.filter(
      ({ slo, instance, progress: { state } }) =>
        slo === objective.name && instance !== '' && (state === 'pending' || state === 'firing'),
    );
    const longestMs = Math.max(0, ...policies.map(({ condition }) => condition.lookbackMs));
    const since = running.map(({ progress: { firingAt } }) => (firingAt ?? newest) - longestMs);
    // A minute that was missed looks back as far as any other.
    const earliest = Math.min(newest - mostMissedMs, ...whole.map((one) => one.earliest - mostMissedMs), ...since);
    const from = earliest - sliceMsOf(objective);
    const found = await readAlertedInstances(
      db,
      objective,
      { from, to: newest },
      Math.min(...policies.map(({ condition }) => condition.minBad)),
      new Set(running.map(({ instance }) => instance)),
    );
    for (const { instance, minutes } of found) {
      const counts = burnCountsOf(objective, () => minutes, from, newest);
      evaluations.push(...listEvaluations(objective, states, newest, instance, counts));
    }
  }
  return evaluations;
}

function keyText({ slo, policy, condition, instance }: AlertKey): string {
  return [slo, policy, condition, instance].join('\0');
}

/** The window that the bad events of an alert are counted in: of a composite for each member. */
function alertWindows({ objective, lookbackMs, progress }: ToldAlert): readonly SloWindow[] {
  const { firingAt, resolvedAt, minute } = progress;
  const bounds = { from: (firingAt as number) - lookbackMs, to: resolvedAt ?? (minute as number) };
  return countedObjectives(objective).map(({ name }) => ({ slo: name, ...bounds }));
}

/** Counts of these windows alone, by objective. */
async function readCounts(db: Db, windows: readonly SloWindow[]): Promise<(objective: Objective) => BurnCounts> {
  const known = new Map(windows.map((window) => [windowText(window), window]));
  const rows = known.size === 0 ? [] : await readSloCounts(db, 'all', [...known.values()]);
  const counted = new Map(rows.map((row) => [windowText(row), row]));
  return (objective) => (from, to) => {
    const rows = countedObjectives(objective).flatMap(
      ({ name }) => counted.get(windowText({ slo: name, from, to })) ?? [],
    );
    if (rows.length === 0) return null;
    const { good, bad } = rows.reduce<Counts>(addCounts, { good: 0, bad: 0, excluded: 0 });
    return { total: good + bad, bad, badEvents: bad };
  };
}

function windowText({ slo, from, to }: SloWindow): string {
  return `${slo}\0${from}\0${to}`;
}
