import type { Config } from '../config/config.ts';
import type { SloReading } from '../settle/read-slo-status.ts';
import { readSloStatus } from '../settle/read-slo-status.ts';
import type { Store, TotalName, TotalRow } from '../store/store.ts';

/** Durable totals by their name: there are thousands of rows and a dozen names. */
export type Totals = ReadonlyMap<TotalName, readonly TotalRow[]>;

/** Everything in the database that one scrape shows. */
export interface Snapshot {
  /** By repository when that label is switched on (its rows then add up to `sums`), `sums` itself otherwise. */
  readonly totals: Totals;
  /** Sums over all repositories: for the families that never carry the label. */
  readonly sums: Totals;
  readonly openJobs: Awaited<ReturnType<Store['readOpenJobs']>>;
  readonly overdueJobs: Awaited<ReturnType<Store['readOverdueJobs']>>;
  readonly withoutStatus: Awaited<ReturnType<Store['readRevisionsWithoutStatus']>>;
  readonly slos: readonly SloReading[];
  readonly lagMs: number;
}

/** A job run is overdue this long after it was queued: 12 h. */
const overdueMs = 12 * 3_600_000;
/** A revision should have a status this long after its change: 15 s. */
const firstStatusMs = 15_000;

/** What a snapshot is read from. */
export type SnapshotStore = Pick<
  Store,
  | 'readTotals'
  | 'readOpenJobs'
  | 'readOverdueJobs'
  | 'readRevisionsWithoutStatus'
  | 'readSloCounts'
  | 'readPending'
  | 'readLagMs'
>;

/**
 * Reads all that a scrape needs, at once. Rejects when the database does not answer.
 * @param exemplars whether the format of the answer shows any; they cost as much as all the rest.
 */
export async function readSnapshot(
  store: SnapshotStore,
  config: Pick<Config, 'objectives' | 'labels'>,
  now: number,
  exemplars = true,
): Promise<Snapshot> {
  const { repository } = config.labels;
  const [sums, byRepository, openJobs, overdueJobs, withoutStatus, slos, lagMs] = await Promise.all([
    store.readTotals({ exemplars }).then(byName),
    repository.enabled ? store.readTotals({ exemplars, repositories: repository.max }).then(byName) : null,
    store.readOpenJobs(),
    store.readOverdueJobs(now - overdueMs),
    store.readRevisionsWithoutStatus(now - firstStatusMs),
    readSloStatus(store, config.objectives, now),
    store.readLagMs(now),
  ]);
  return { totals: byRepository ?? sums, sums, openJobs, overdueJobs, withoutStatus, slos, lagMs };
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
