import { shownName } from '../../model/counted-objectives.ts';
import { noFold } from '../../model/generation.ts';
import type { EventIndicator, Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import { readAlertStates } from '../alerts/read-alert-states.ts';
import { readRaisedAlerts } from '../alerts/read-raised-alerts.ts';
import type { Db } from '../database.ts';
import { countMinutes } from '../event/count-minutes.ts';
import { countPendingAt } from '../event/count-pending-at.ts';
import type { JudgedRange } from '../event/judged-events-sql.ts';
import { listJudgedBad } from '../event/list-judged-bad.ts';
import { readEventTypes } from '../event/read-event-types.ts';
import { readDeployedObjectives } from '../generation/read-deployed-objectives.ts';
import { readGenerations } from '../generation/read-generations.ts';
import { readShown } from '../generation/read-shown.ts';
import { readNamedProviders } from '../labels/read-named-labels.ts';
import { everyRepository, type RepositoryChoice } from '../repository-choice.ts';
import { countDeliveries } from './count-deliveries.ts';
import { readInstanceCounts, readInstancePending, readInstanceSteps } from './instance-sums.ts';
import { listJourneys } from './list-journeys.ts';
import { listRevisions } from './list-revisions.ts';
import { listRuns, listWorkflowRuns } from './list-runs.ts';
import { listSloEvents } from './list-slo-events.ts';
import { readComparedEvents } from './read-compared-events.ts';
import type { JudgedTime, ReadDoor } from './read-door.ts';
import { readFreshness, readLagMs } from './read-freshness.ts';
import { readOpenJobs, readOverdueJobs, readPending, readRevisionsWithoutStatus } from './read-gauges.ts';
import { readRevisionLog } from './read-revision-log.ts';
import { readRunLog } from './read-run-log.ts';
import { readSloCounts } from './read-slo-counts.ts';
import { readSloMinutes } from './read-slo-minutes.ts';
import { readSourceStandings } from './read-source-standings.ts';
import { readTotals } from './read-totals.ts';
import { readScope, type SeenRepositories } from './seen-repositories.ts';
import type { ReadTotalsOptions, TotalRow } from './view.ts';

/** The read door of a database. `given`: objectives that are shown until any are deployed. */
export function readDoorOver(db: Db, given: readonly Objective[]): ReadDoor {
  async function objectives(): Promise<readonly Objective[]> {
    return (await readDeployedObjectives(db)) ?? given;
  }

  /** The sums of chosen objectives are public as numbers, so they are over all repositories. */
  async function sloScope(viewer: Viewer): Promise<SeenRepositories> {
    return viewer.kind === 'everyone' ? 'all' : readScope(db, viewer);
  }

  async function judgedBy(viewer: Viewer, indicator: EventIndicator, time: JudgedTime): Promise<JudgedRange> {
    const { fold } = await readShown(db);
    const choice = choiceOf(await readScope(db, viewer));
    return { indicator, ...time, fold: isFolded(indicator) ? (fold ?? noFold) : noFold, choice };
  }

  return {
    listRuns: async (viewer, filter) => listRuns(db, await readScope(db, viewer), filter),
    listWorkflowRuns: async (viewer, filter) => listWorkflowRuns(db, await readScope(db, viewer), filter),
    listRevisions: async (viewer, filter) =>
      listRevisions(db, await readScope(db, viewer), filter, (slo) => seesSlo(viewer, slo)),
    readRunLog: async (viewer, id) => readRunLog(db, await readScope(db, viewer), id),
    readRevisionLog: async (viewer, id) => readRevisionLog(db, await readScope(db, viewer), id),
    readTotals: (viewer, options) => readTotalsFor(db, viewer, options),
    readNamedProviders: async (viewer, max) => readNamedProviders(db, await readScope(db, viewer), max),
    readOpenJobs: async (viewer) => readOpenJobs(db, await readScope(db, viewer)),
    readOverdueJobs: async (viewer, before) => readOverdueJobs(db, await readScope(db, viewer), before),
    readRevisionsWithoutStatus: async (viewer, before) =>
      readRevisionsWithoutStatus(db, await readScope(db, viewer), before),
    readObjectives: async (viewer) => (await objectives()).filter(({ name }) => seesSlo(viewer, name)),
    readSloCounts: async (viewer, windows) =>
      readSloCounts(
        db,
        await sloScope(viewer),
        windows.filter(({ slo }) => seesSlo(viewer, slo)),
      ),
    readSloMinutes: async (viewer, window, steps) =>
      seesSlo(viewer, window.slo) ? readSloMinutes(db, await sloScope(viewer), window, steps) : [],
    listSloEvents: async (viewer, slo, filter) =>
      seesSlo(viewer, slo) ? listSloEvents(db, await readScope(db, viewer), slo, filter) : { items: [], next: null },
    readComparedEvents: async (viewer, slo, question) =>
      seesSlo(viewer, slo) ? readComparedEvents(db, await readScope(db, viewer), slo, question) : [],
    listJourneys: async (viewer, indicator, filter, time) =>
      listJourneys(db, choiceOf(await readScope(db, viewer)), indicator, filter, time),
    readInstanceCounts: async (viewer, grouping, windows) =>
      seesSlo(viewer, grouping.slo) ? readInstanceCounts(db, await readScope(db, viewer), grouping, windows) : [],
    readInstanceSteps: async (viewer, grouping, range, steps) =>
      seesSlo(viewer, grouping.slo) ? readInstanceSteps(db, await readScope(db, viewer), grouping, range, steps) : [],
    readInstancePending: async (viewer, grouping) =>
      seesSlo(viewer, grouping.slo) ? readInstancePending(db, await readScope(db, viewer), grouping) : [],
    countPendingAt: async (viewer, objective, to) => {
      const shown = await readShown(db);
      const own = shown.slos.find(({ slo }) => slo === objective.name);
      const { indicator } = objective;
      if (own === undefined || indicator.eventType === 'measured' || !seesSlo(viewer, objective.name)) return 0;
      const choice = choiceOf(await sloScope(viewer));
      return countPendingAt(db, indicator, {
        generation: own.id,
        fold: isFolded(indicator) ? (shown.fold ?? noFold) : noFold,
        to,
        choice,
      });
    },
    judgeMinutes: async (viewer, indicator, range) => countMinutes(db, await judgedBy(viewer, indicator, range)),
    readEventTypes: async (viewer, since, limit) => readEventTypes(db, await readScope(db, viewer), since, limit),
    listJudgedBad: async (viewer, indicator, range, limit) =>
      listJudgedBad(db, await judgedBy(viewer, indicator, range), limit),
    readSourceStandings: async (viewer) => {
      const rows = (await readSourceStandings(db)).filter(({ slo }) => seesSlo(viewer, slo));
      return viewer.kind === 'everyone' ? rows.map((row) => ({ ...row, awayReason: null })) : rows;
    },
    readAlertStates: async (viewer) => {
      const rows = (await readAlertStates(db)).filter(({ slo }) => seesSlo(viewer, slo));
      if (viewer.kind !== 'person') return rows;
      return rows.map((row) => ({ ...row, progress: { ...row.progress, peakBadRatio: 0 } }));
    },
    readRaisedAlerts: async (viewer, since, until) => {
      const rows = (await readRaisedAlerts(db, since, until)).filter(({ slo }) => seesSlo(viewer, slo));
      return viewer.kind === 'person' ? rows.map((row) => ({ ...row, peakBurnRate: 0, bad: 0 })) : rows;
    },
    readPending: async (viewer) => {
      const pending = await readPending(db, await sloScope(viewer));
      return new Map([...pending].filter(([slo]) => seesSlo(viewer, slo)));
    },
    readGenerations: async (viewer) =>
      (await readGenerations(db)).filter(({ slo }) => slo === null || seesSlo(viewer, slo)),
    readFreshness: (_viewer, now) => readFreshness(db, now),
    readLagMs: (_viewer, now) => readLagMs(db, now),
    countDeliveries: async (viewer, since) => countDeliveries(db, await readScope(db, viewer), since),
  };
}

/** Do folds make the rows of these events? */
function isFolded({ eventType }: EventIndicator): boolean {
  return eventType === 'job-run' || eventType === 'revision';
}

function choiceOf(scope: SeenRepositories): RepositoryChoice {
  return scope === 'all' ? everyRepository : { only: scope.flatMap(({ ids }) => ids), except: [] };
}

function seesSlo(viewer: Viewer, slo: string): boolean {
  return viewer.kind !== 'everyone' || viewer.slos.includes(shownName(slo));
}

/** Totals about objectives follow the rule for objectives, all others the rule for repositories. */
async function readTotalsFor(db: Db, viewer: Viewer, options?: ReadTotalsOptions): Promise<readonly TotalRow[]> {
  const rows = await readTotals(db, await readScope(db, viewer), options);
  if (viewer.kind !== 'everyone') return rows;
  const chosen = (await readTotals(db, 'all', { exemplars: false })).filter((row) => {
    const slo = sloOf(row);
    return slo !== null && seesSlo(viewer, slo);
  });
  return [...rows.filter((row) => sloOf(row) === null), ...chosen];
}

/** The objective that a total is about; null when it is about none. */
function sloOf({ name, label }: TotalRow): string | null {
  if (name === 'slo_corrections') return label;
  return name === 'slo_events' ? label.slice(0, label.lastIndexOf('/')) : null;
}
