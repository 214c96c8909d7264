import { knownTargets } from '../act/notice/notification-target.ts';
import type { Config } from '../config/config.ts';
import type { Objective } from '../model/objective.ts';
import { systemViewer } from '../model/viewer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import { type AlertView, readAlerts } from '../status/alert-view.ts';
import { type InstanceReading, readInstances } from '../status/read-instances.ts';
import type { SloReading } from '../status/read-slo-status.ts';
import { readSloStatus } from '../status/read-slo-status.ts';
import type { GenerationView } from '../store/generation/read-generations.ts';
import type { NotificationCount } from '../store/notification/read-notifications.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import type { SourceStandingView } from '../store/read/read-source-standings.ts';
import type { TotalName, TotalRow } from '../store/read/view.ts';
import { nameProviders } from './name-providers.ts';

/** The durable totals in groups by name, so that a family need not search all rows. */
export type Totals = ReadonlyMap<TotalName, readonly TotalRow[]>;

/** Everything in the database that one scrape shows. */
export interface Snapshot {
  /** By repository when that label is switched on (its rows then add up to `sums`), `sums` itself otherwise. */
  readonly totals: Totals;
  /** Sums over all repositories: for the families that never carry the label. */
  readonly sums: Totals;
  readonly openJobs: Awaited<ReturnType<ReadDoor['readOpenJobs']>>;
  readonly overdueJobs: Awaited<ReturnType<ReadDoor['readOverdueJobs']>>;
  readonly withoutStatus: Awaited<ReturnType<ReadDoor['readRevisionsWithoutStatus']>>;
  readonly slos: readonly SloReading[];
  readonly alerts: readonly AlertView[];
  /** Where that label is switched on: the busiest instances of each SLO that has some. */
  readonly instances: readonly {
    readonly slo: string;
    readonly columns: readonly string[];
    readonly readings: readonly InstanceReading[];
  }[];
  readonly lagMs: number;
  readonly generations: readonly GenerationView[];
  readonly sources: readonly SourceStandingView[];
  readonly notifications: readonly NotificationCount[];
  /** Names of all targets that there are. */
  readonly targets: readonly string[];
  /** When this was read, ms. */
  readonly now: number;
}

/** A job run is overdue this long after it was queued: 12 h. */
const overdueMs = 12 * 3_600_000;
/** A revision should have a status this long after its change: 15 s. */
const firstStatusMs = 15_000;

/** What a snapshot is read from. */
export type SnapshotStore = Pick<
  ReadDoor,
  | 'readTotals'
  | 'readNamedProviders'
  | 'readOpenJobs'
  | 'readOverdueJobs'
  | 'readRevisionsWithoutStatus'
  | 'readSloCounts'
  | 'readSloMinutes'
  | 'readSourceStandings'
  | 'readAlertStates'
  | 'readPending'
  | 'readLagMs'
  | 'readObjectives'
  | 'readGenerations'
  | 'readInstanceCounts'
  | 'readInstanceSteps'
  | 'readInstancePending'
  | 'readNotificationCounts'
>;

/**
 * Reads all that a scrape needs, at once. Rejects when the database does not answer.
 * @param exemplars whether the format of the answer shows exemplars. Reading them costs as much as all the rest.
 */
export async function readSnapshot(
  store: SnapshotStore,
  config: Pick<Config, 'labels' | 'notices'>,
  now: number,
  exemplars = true,
): Promise<Snapshot> {
  const { repository, provider, instance } = config.labels;
  const objectives = await store.readObjectives(systemViewer);
  const [
    named,
    all,
    apart,
    openJobs,
    overdueJobs,
    withoutStatus,
    slos,
    alerts,
    lagMs,
    generations,
    sources,
    instances,
    notifications,
  ] = await Promise.all([
    store.readNamedProviders(systemViewer, provider.max),
    store.readTotals(systemViewer, { exemplars }),
    repository.enabled ? store.readTotals(systemViewer, { exemplars, repositories: repository.max }) : null,
    store.readOpenJobs(systemViewer),
    store.readOverdueJobs(systemViewer, now - overdueMs),
    store.readRevisionsWithoutStatus(systemViewer, now - firstStatusMs),
    readSloStatus(store, systemViewer, objectives, now),
    readAlerts(store, systemViewer, objectives, now),
    store.readLagMs(systemViewer, now),
    store.readGenerations(systemViewer),
    store.readSourceStandings(systemViewer),
    instance.enabled ? readBusyInstances(store, objectives, instance.max, now) : [],
    store.readNotificationCounts(systemViewer),
  ]);
  const relabelled = nameProviders(named);
  const sums = byName(all.map(relabelled));
  return {
    totals: apart === null ? sums : byName(apart.map(relabelled)),
    sums,
    openJobs: openJobs.map(relabelled),
    overdueJobs: overdueJobs.map(relabelled),
    withoutStatus: withoutStatus.map(relabelled),
    slos,
    alerts,
    instances,
    lagMs,
    generations,
    sources,
    notifications,
    targets: [...knownTargets(config.notices.targets, objectives).keys()],
    now,
  };
}

async function readBusyInstances(
  store: SnapshotStore,
  objectives: readonly Objective[],
  most: number,
  now: number,
): Promise<Snapshot['instances']> {
  const grouped = objectives.filter((objective) => annotationsOf(objective).groupBy.length > 0);
  return Promise.all(
    grouped.map(async (objective) => {
      const readings = await readInstances(store, systemViewer, objective, now);
      return {
        slo: objective.name,
        columns: annotationsOf(objective).groupBy,
        readings: readings.filter(({ isOther }) => !isOther).slice(0, most),
      };
    }),
  );
}

function byName(rows: readonly TotalRow[]): Totals {
  const totals = new Map<TotalName, TotalRow[]>();
  for (const row of rows) {
    const list = totals.get(row.name);
    if (list === undefined) totals.set(row.name, [row]);
    else list.push(row);
  }
  return totals;
}
