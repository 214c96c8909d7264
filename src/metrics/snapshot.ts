import type { Config } from '../config/config.ts';
import type { SloReading } from '../settle/read-slo-status.ts';
import { readSloStatus } from '../settle/read-slo-status.ts';
import type { Store, TotalRow } from '../store/store.ts';

/** Everything in the database that one scrape shows. */
export interface Snapshot {
  /** By repository when that label is switched on (its rows then add up to `sums`), `sums` itself otherwise. */
  readonly totals: readonly TotalRow[];
  /** Sums over all repositories: for the families that never carry the label. */
  readonly sums: readonly TotalRow[];
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

/** Reads all that a scrape needs, at once. Rejects when the database does not answer. */
export async function readSnapshot(
  store: SnapshotStore,
  config: Pick<Config, 'objectives' | 'labels'>,
  now: number,
): Promise<Snapshot> {
  const { repository } = config.labels;
  const [sums, byRepository, openJobs, overdueJobs, withoutStatus, slos, lagMs] = await Promise.all([
    store.readTotals(),
    repository.enabled ? store.readTotals({ max: repository.max }) : null,
    store.readOpenJobs(),
    store.readOverdueJobs(now - overdueMs),
    store.readRevisionsWithoutStatus(now - firstStatusMs),
    readSloStatus(store, config.objectives, now),
    store.readLagMs(now),
  ]);
  return { totals: byRepository ?? sums, sums, openJobs, overdueJobs, withoutStatus, slos, lagMs };
}
