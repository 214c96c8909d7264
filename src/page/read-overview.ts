import type { Config } from '../config/config.ts';
import { readSloStatus, type SloReading, type SloStatusStore } from '../settle/read-slo-status.ts';
import type { RevisionView, RunView, Store } from '../store/store.ts';

/** What the page reads from. */
export type PageStore = SloStatusStore &
  Pick<
    Store,
    'listRuns' | 'listRevisions' | 'readOpenJobs' | 'readOverdueJobs' | 'readRevisionsWithoutStatus' | 'readLagMs'
  >;

/** Everything on the overview. */
export interface Overview {
  readonly now: number;
  readonly slos: readonly SloReading[];
  readonly openJobs: Awaited<ReturnType<Store['readOpenJobs']>>;
  readonly overdueJobs: Awaited<ReturnType<Store['readOverdueJobs']>>;
  /** The newest job runs that are overdue. */
  readonly overdueRuns: readonly RunView[];
  /** The newest job runs that are open and not overdue. */
  readonly openRuns: readonly RunView[];
  /** How many open pull requests have had no status at all for more than 15 s. */
  readonly withoutStatusCount: number;
  /** The newest of them. */
  readonly withoutStatus: readonly RevisionView[];
  readonly lagMs: number;
  /** Not a single job run or revision is known yet. */
  readonly empty: boolean;
}

const overdueMs = 12 * 3_600_000;
const firstStatusMs = 15_000;
const shown = 10;

/** Reads the overview, all at once. Rejects when the database does not answer. */
export async function readOverview(
  store: PageStore,
  config: Pick<Config, 'objectives'>,
  now: number,
): Promise<Overview> {
  const [slos, openJobs, overdueJobs, overdueRuns, openRuns, waiting, bad, anyRun, anyRevision, lagMs] =
    await Promise.all([
      readSloStatus(store, config.objectives, now),
      store.readOpenJobs(),
      store.readOverdueJobs(now - overdueMs),
      store.listRuns({ openBefore: now - overdueMs, limit: shown }),
      store.listRuns({ openBefore: now, since: now - overdueMs, limit: shown }),
      store.readRevisionsWithoutStatus(now - firstStatusMs),
      store.listRevisions({ provider: 'any', verdict: 'bad', limit: 200 }),
      store.listRuns({ limit: 1 }),
      store.listRevisions({ limit: 1 }),
      store.readLagMs(now),
    ]);
  return {
    now,
    slos,
    openJobs,
    overdueJobs,
    overdueRuns: overdueRuns.items,
    openRuns: openRuns.items,
    withoutStatusCount: waiting.find(({ provider }) => provider === 'any')?.count ?? 0,
    withoutStatus: bad.items.filter(isWaiting).slice(0, shown),
    lagMs,
    empty: anyRun.items.length === 0 && anyRevision.items.length === 0,
  };
}

function isWaiting(revision: RevisionView): boolean {
  return revision.firstStatusAt === null && revision.supersededAt === null && revision.closedAt === null;
}
