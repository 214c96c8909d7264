import { shownName } from '../../model/counted-objectives.ts';
import { noFold } from '../../model/generation.ts';
import { noRepositoryId } from '../../model/hook-delivery.ts';
import type { Counts, EventIndicator, Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import { seesUnplaced, sightOf } from '../../slo/sight-of.ts';
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
import { listNotifications, readNotificationCounts } from '../notification/read-notifications.ts';
import { countCohort } from '../report/count-cohort.ts';
import { readJobFacts } from '../report/read-job-facts.ts';
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
import { readRepositoryDays } from './read-repository-days.ts';
import { readRevisionLog } from './read-revision-log.ts';
import { readRunLog } from './read-run-log.ts';
import { readSloCounts } from './read-slo-counts.ts';
import { readSloDays } from './read-slo-days.ts';
import { readSloMinutes } from './read-slo-minutes.ts';
import { readSourceStandings } from './read-source-standings.ts';
import { readTotals } from './read-totals.ts';
import { readScope, type SeenRepositories } from './seen-repositories.ts';
import type { ReadTotalsOptions, SloWindow, TotalRow } from './view.ts';

/** The read door of a database. `given`: objectives that are shown until any are deployed. */
export function readDoorOver(db: Db, given: readonly Objective[]): ReadDoor {
  async function objectives(): Promise<readonly Objective[]> {
    return (await readDeployedObjectives(db)) ?? given;
  }

  /** Which objectives a viewer may see, and whose sums hold events without a repository. Members of a composite are seen with it. */
  async function readSights(viewer: Viewer): Promise<Sights> {
    if (viewer.kind === 'system') return { sees: () => true, unplaced: () => true };
    if (viewer.kind === 'everyone')
      return { sees: (slo) => viewer.slos.includes(shownName(slo)), unplaced: () => false };
    const seen = (await objectives()).filter((one) => sightOf(viewer, one) !== 'none');
    const names = new Set(seen.map(({ name }) => name));
    const open = new Set(seen.filter((one) => seesUnplaced(viewer, one)).map(({ name }) => name));
    return { sees: (slo) => names.has(shownName(slo)), unplaced: (slo) => open.has(shownName(slo)) };
  }

  /** The repositories whose rows of an objective a viewer may see; null for an objective that they may not see. */
  async function rowScope(viewer: Viewer, slo: string): Promise<SeenRepositories | null> {
    const sights = await readSights(viewer);
    if (!sights.sees(slo)) return null;
    return withUnplaced(await readScope(db, viewer), viewer, sights.unplaced(slo));
  }

  /** The same for sums: those of chosen objectives are public as numbers, so they are over all repositories. */
  async function sumScope(viewer: Viewer, slo: string): Promise<SeenRepositories | null> {
    const scope = await rowScope(viewer, slo);
    return scope !== null && viewer.kind === 'everyone' ? 'all' : scope;
  }

  /** For what no objective counts yet. */
  async function ownScope(viewer: Viewer): Promise<SeenRepositories> {
    return withUnplaced(await readScope(db, viewer), viewer, viewer.kind === 'person' && viewer.role === 'admin');
  }

  async function judgedBy(viewer: Viewer, indicator: EventIndicator, time: JudgedTime): Promise<JudgedRange> {
    const { fold } = await readShown(db);
    const choice = choiceOf(await ownScope(viewer));
    return { indicator, ...time, fold: isFolded(indicator) ? (fold ?? noFold) : noFold, choice };
  }

  return {
    listRuns: async (viewer, filter) => listRuns(db, await readScope(db, viewer), filter),
    listWorkflowRuns: async (viewer, filter) => listWorkflowRuns(db, await readScope(db, viewer), filter),
    listRevisions: async (viewer, filter) =>
      listRevisions(db, await readScope(db, viewer), filter, (await readSights(viewer)).sees),
    readRunLog: async (viewer, id) => readRunLog(db, await readScope(db, viewer), id),
    readRevisionLog: async (viewer, id) => readRevisionLog(db, await readScope(db, viewer), id),
    readTotals: async (viewer, options) => readTotalsFor(db, viewer, (await readSights(viewer)).sees, options),
    readNamedProviders: async (viewer, max) => readNamedProviders(db, await readScope(db, viewer), max),
    readOpenJobs: async (viewer) => readOpenJobs(db, await readScope(db, viewer)),
    readOverdueJobs: async (viewer, before) => readOverdueJobs(db, await readScope(db, viewer), before),
    readRevisionsWithoutStatus: async (viewer, before) =>
      readRevisionsWithoutStatus(db, await readScope(db, viewer), before),
    readObjectives: async (viewer) => {
      const [{ sees }, all] = [await readSights(viewer), await objectives()];
      return all.filter(({ name }) => sees(name));
    },
    readSloCounts: async (viewer, windows) => {
      const { sees, unplaced } = await readSights(viewer);
      const seen = windows.filter(({ slo }) => sees(slo));
      const scope = viewer.kind === 'everyone' ? 'all' : await readScope(db, viewer);
      if (scope === 'all') return readSloCounts(db, scope, seen);
      const parts = await Promise.all(
        [true, false].map((isOpen) =>
          readSloCounts(
            db,
            withUnplaced(scope, viewer, isOpen),
            seen.filter(({ slo }) => unplaced(slo) === isOpen),
          ),
        ),
      );
      const found = new Map(parts.flat().map((one) => [windowKey(one), one]));
      return seen.map((window) => ({ ...noCounts, ...window, ...found.get(windowKey(window)) }));
    },
    readSloMinutes: async (viewer, window, steps) => {
      const scope = await sumScope(viewer, window.slo);
      return scope === null ? [] : readSloMinutes(db, scope, window, steps);
    },
    listSloEvents: async (viewer, slo, filter) => {
      const scope = await rowScope(viewer, slo);
      return scope === null ? { items: [], next: null } : listSloEvents(db, scope, slo, filter);
    },
    readComparedEvents: async (viewer, slo, question) => {
      const scope = await rowScope(viewer, slo);
      return scope === null ? [] : readComparedEvents(db, scope, slo, question);
    },
    listJourneys: async (viewer, slo, indicator, filter, time) => {
      const scope = slo === null ? await ownScope(viewer) : await rowScope(viewer, slo);
      if (scope === null) return { items: [], next: null };
      return listJourneys(db, choiceOf(scope), indicator, filter, time);
    },
    readInstanceCounts: async (viewer, grouping, windows) => {
      const scope = await rowScope(viewer, grouping.slo);
      return scope === null ? [] : readInstanceCounts(db, scope, grouping, windows);
    },
    readInstanceSteps: async (viewer, grouping, range, steps) => {
      const scope = await rowScope(viewer, grouping.slo);
      return scope === null ? [] : readInstanceSteps(db, scope, grouping, range, steps);
    },
    readInstancePending: async (viewer, grouping) => {
      const scope = await rowScope(viewer, grouping.slo);
      return scope === null ? [] : readInstancePending(db, scope, grouping);
    },
    countPendingAt: async (viewer, objective, to) => {
      const shown = await readShown(db);
      const own = shown.slos.find(({ slo }) => slo === objective.name);
      const { indicator } = objective;
      const scope = await sumScope(viewer, objective.name);
      if (own === undefined || indicator.eventType === 'measured' || scope === null) return 0;
      const choice = choiceOf(scope);
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
      const { sees } = await readSights(viewer);
      const rows = (await readSourceStandings(db)).filter(({ slo }) => sees(slo));
      return viewer.kind === 'everyone' ? rows.map((row) => ({ ...row, awayReason: null })) : rows;
    },
    readAlertStates: async (viewer) => {
      if (viewer.kind === 'person') return [];
      const { sees } = await readSights(viewer);
      const rows = (await readAlertStates(db)).filter(({ slo }) => sees(slo));
      // An instance may be the name of a repository.
      return viewer.kind === 'everyone' ? rows.filter(({ instance }) => instance === '') : rows;
    },
    readRaisedAlerts: async (viewer, since, until) => {
      if (viewer.kind === 'person') return [];
      const { sees } = await readSights(viewer);
      return (await readRaisedAlerts(db, since, until)).filter(({ slo }) => sees(slo));
    },
    readSloDays: async (viewer, slos, range) => {
      const { sees, unplaced } = await readSights(viewer);
      const seen = slos.filter(sees);
      const scope = viewer.kind === 'everyone' ? 'all' : await readScope(db, viewer);
      if (scope === 'all') return readSloDays(db, scope, seen, range);
      const parts = [true, false].map((isOpen) =>
        readSloDays(
          db,
          withUnplaced(scope, viewer, isOpen),
          seen.filter((slo) => unplaced(slo) === isOpen),
          range,
        ),
      );
      return (await Promise.all(parts)).flat();
    },
    readRepositoryDays: async (viewer, slos, range) => {
      const { sees } = await readSights(viewer);
      return readRepositoryDays(db, await readScope(db, viewer), slos.filter(sees), range);
    },
    readPending: async (viewer) => {
      const { sees, unplaced } = await readSights(viewer);
      const scope = viewer.kind === 'everyone' ? 'all' : await readScope(db, viewer);
      const [narrow, wide] = await Promise.all([
        readPending(db, scope),
        viewer.kind === 'person' ? readPending(db, withUnplaced(scope, viewer, true)) : null,
      ]);
      const pending = new Map([...narrow].filter(([slo]) => sees(slo)));
      for (const [slo, count] of wide ?? []) if (sees(slo) && unplaced(slo)) pending.set(slo, count);
      return pending;
    },
    readGenerations: async (viewer) => {
      const { sees } = await readSights(viewer);
      return (await readGenerations(db)).filter(({ slo }) => slo === null || sees(slo));
    },
    countCohort: async (viewer, indicator, range) => countCohort(db, await judgedBy(viewer, indicator, range)),
    readJobFacts: async (viewer, range, limit) => readJobFacts(db, await readScope(db, viewer), range, limit),
    readNotificationCounts: async (viewer) => (viewer.kind === 'system' ? readNotificationCounts(db) : []),
    listNotifications: async (viewer, state, limit) =>
      viewer.kind === 'system' || (viewer.kind === 'person' && viewer.role === 'admin')
        ? listNotifications(db, state, limit)
        : [],
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
  return scope === 'all' ? everyRepository : { only: null, except: [], scope };
}

/** Events without a repository stand under an id of their own: those that were sent under no host, deliveries under that of GitHub. */
function withUnplaced(scope: SeenRepositories, viewer: Viewer, isUnplaced: boolean): SeenRepositories {
  if (scope === 'all' || !isUnplaced || viewer.kind !== 'person') return scope;
  return [
    { host: viewer.host, ids: [...viewer.repositoryIds, noRepositoryId] },
    { host: '', ids: [noRepositoryId] },
  ];
}

function windowKey({ slo, from, to }: SloWindow): string {
  return `${slo} ${from} ${to}`;
}

const noCounts: Counts = { good: 0, bad: 0, excluded: 0 };

interface Sights {
  readonly sees: (slo: string) => boolean;
  readonly unplaced: (slo: string) => boolean;
}

/** Totals about objectives follow the rule for objectives, all others the rule for repositories. */
async function readTotalsFor(
  db: Db,
  viewer: Viewer,
  sees: Sights['sees'],
  options?: ReadTotalsOptions,
): Promise<readonly TotalRow[]> {
  const rows = await readTotals(db, await readScope(db, viewer), options);
  const seen = (row: TotalRow): boolean => {
    const slo = sloOf(row);
    return slo !== null && sees(slo);
  };
  if (viewer.kind !== 'everyone') return rows.filter((row) => sloOf(row) === null || seen(row));
  const chosen = (await readTotals(db, 'all', { exemplars: false })).filter(seen);
  return [...rows.filter((row) => sloOf(row) === null), ...chosen];
}

/** The objective that a total is about; null when it is about none. */
function sloOf({ name, label }: TotalRow): string | null {
  if (name === 'slo_corrections') return label;
  return name === 'slo_events' ? label.slice(0, label.lastIndexOf('/')) : null;
}
