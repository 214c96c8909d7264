import { longestWindowDays } from '../config/longest-window-days.ts';
import { deploymentHash } from '../generation/deployment.ts';
import { maintain } from '../retain/maintain.ts';
import { prune } from '../retain/prune.ts';
import { rollUpMinutes } from '../retain/roll-up-minutes.ts';
import { beat, forgetProcesses, type ProcessRow } from '../store/generation/processes.ts';
import { readDeployedObjectives } from '../store/generation/read-deployed-objectives.ts';
import { chooseNamedLabels } from '../store/labels/choose-named-labels.ts';
import { deleteRetired } from '../store/prune/delete-retired.ts';
import { alertChore } from './evaluate-alerts.ts';
import type { WorkerOptions } from './worker-options.ts';

/** After this many written rows the embedded database is vacuumed and its statistics are renewed. */
const maintainEveryRows = 50_000;
const pruneEveryMs = 10 * 60_000;
/** How often a process notes in the database that it runs. */
const beatEveryMs = 5_000;
/** How often rows of retired generations are looked for, and how many are deleted at a time. */
const removeEveryMs = 5_000;
const removedRows = 2_000;
/** How often the worker chooses which values of metric labels keep their name. */
const chooseLabelsEveryMs = 10_000;
/** The same for a process that wrote nothing meanwhile. It is rarer, because choosing reads the sums of all repositories. */
const chooseIdlyEveryMs = 5 * 60_000;

/** What a worker does from time to time beside folding and settling. */
export interface Chores {
  /** Notes that the process runs, when that is due. */
  beat(): Promise<void>;
  /** Tells that this many rows were written. */
  count(rows: number): void;
  /** Does every other chore that is due. */
  run(): Promise<void>;
}

/** The chores of a worker. A process without settings of its own does not note that it runs, because it decides no deployment. */
export function doChores({
  store,
  offers,
  clock,
  log,
  retentionDays,
  minuteDays,
  labels,
  notices,
  process,
}: WorkerOptions & { readonly process: Omit<ProcessRow, 'deployment'> }): Chores {
  const own = offers === null ? null : { ...process, deployment: deploymentHash(offers) };
  const evaluateAlerts = alertChore(store.db, clock, notices);
  let written = 0;
  let prunedAt = clock();
  let beatAt = clock();
  let removedAt = clock();
  let chosenAt = 0;
  let rowsSinceChoice = 0;

  return {
    async beat() {
      if (own === null || clock() - beatAt < beatEveryMs) return;
      beatAt = clock();
      await beat(store.db, own, clock());
    },
    count(rows) {
      written += rows;
      rowsSinceChoice += rows;
    },
    async run() {
      // A command that folds for a moment evaluates nothing: a server does.
      if (own !== null) await evaluateAlerts();
      if (store.embedded && written > maintainEveryRows) {
        written = 0;
        await maintain(store.db);
      }
      const chooseAfterMs = rowsSinceChoice > 0 ? chooseLabelsEveryMs : chooseIdlyEveryMs;
      if (labels !== undefined && clock() - chosenAt >= chooseAfterMs) {
        chosenAt = clock();
        rowsSinceChoice = 0;
        await chooseNamedLabels(store.db, labels);
      }
      if (clock() - removedAt >= removeEveryMs) {
        const removed = await store.db.transaction().execute((tx) => deleteRetired(tx, removedRows, clock()));
        // While rows are found, the worker looks again at once.
        if (removed === 0) removedAt = clock();
      }
      if (clock() - prunedAt < pruneEveryMs) return;
      prunedAt = clock();
      await forgetProcesses(store.db, clock());
      const removed = await prune(store.db, clock() - retentionDays * 86_400_000);
      if (removed > 0) log.info({ removed }, 'removed rows past their retention');
      if (minuteDays === undefined) return;
      const windowDays = longestWindowDays((await readDeployedObjectives(store.db)) ?? []);
      const minutes = await rollUpMinutes(store.db, clock(), { days: minuteDays, windowDays });
      if (minutes > 0) log.info({ minutes }, 'left the hours of minutes past their retention');
    },
  };
}
