import type { Viewer } from '../../model/viewer.ts';
import { readSloStatus, type SloReading, type SloStatusStore } from '../../status/read-slo-status.ts';
import type { GenerationView } from '../../store/generation/read-generations.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { Freshness, OpenJobs, OverdueJobs, RevisionView, RunView } from '../../store/read/view.ts';

/** What the page reads from. */
export type PageStore = SloStatusStore &
  Pick<
    ReadDoor,
    | 'listRuns'
    | 'listRevisions'
    | 'readObjectives'
    | 'readOpenJobs'
    | 'readOverdueJobs'
    | 'readRevisionsWithoutStatus'
    | 'readFreshness'
    | 'readGenerations'
  >;

/** Everything on the overview that a viewer may see. */
export interface Overview {
  /** Milliseconds. */
  readonly now: number;
  readonly freshness: Freshness;
  readonly readings: readonly SloReading[];
  /** What is current and what is being built. */
  readonly generations: readonly GenerationView[];
  /** Rows of repositories; null for a viewer who sees none. */
  readonly rows: OverviewRows | null;
  /** Not a single job run or revision is known yet, and the viewer could see one. */
  readonly isEmpty: boolean;
  /** The viewer is not everyone. */
  readonly isPrivate: boolean;
}

/** What is open in the repositories of the viewer. */
export interface OverviewRows {
  readonly openJobs: readonly OpenJobs[];
  readonly overdueJobs: readonly OverdueJobs[];
  /** The newest job runs that are overdue. */
  readonly overdueRuns: readonly RunView[];
  /** The newest job runs that are open and not overdue. */
  readonly openRuns: readonly RunView[];
  /** How many open pull requests have had no status at all for more than 15 s although somebody owes one. */
  readonly withoutStatusCount: number;
  /** The newest of them. */
  readonly withoutStatus: readonly RevisionView[];
}

const overdueMs = 12 * 3_600_000;
const firstStatusMs = 15_000;
const shown = 10;

/** Reads the overview, all at once; its freshness first, so that it promises no more than the rows have. Rejects when the database does not answer. */
export async function readOverview(read: PageStore, viewer: Viewer, now: number): Promise<Overview> {
  const freshness = await read.readFreshness(viewer, now);
  const isPrivate = viewer.kind !== 'everyone';
  const seesRows = isPrivate || viewer.repositories.length > 0;
  const [readings, generations, rows, isEmpty] = await Promise.all([
    readObjectives(read, viewer, now),
    read.readGenerations(viewer),
    seesRows ? readRows(read, viewer, now) : null,
    isPrivate ? readIsEmpty(read, viewer) : false,
  ]);
  return { now, freshness, readings, generations, rows, isEmpty, isPrivate };
}

async function readObjectives(read: PageStore, viewer: Viewer, now: number): Promise<readonly SloReading[]> {
  return readSloStatus(read, viewer, await read.readObjectives(viewer), now);
}

async function readRows(read: PageStore, viewer: Viewer, now: number): Promise<OverviewRows> {
  const [openJobs, overdueJobs, overdueRuns, openRuns, counts, withoutStatus] = await Promise.all([
    read.readOpenJobs(viewer),
    read.readOverdueJobs(viewer, now - overdueMs),
    read.listRuns(viewer, { overdueBefore: now - overdueMs, limit: shown }),
    read.listRuns(viewer, { openBefore: now, since: now - overdueMs, limit: shown }),
    read.readRevisionsWithoutStatus(viewer, now - firstStatusMs),
    read.listRevisions(viewer, { provider: 'any', waitingBefore: now - firstStatusMs, limit: shown }),
  ]);
  return {
    openJobs,
    overdueJobs,
    overdueRuns: overdueRuns.items,
    openRuns: openRuns.items,
    // The count and the list are read one after the other, so they may differ by what arrives between. The count shown
    // is never smaller than the list.
    withoutStatusCount: Math.max(
      withoutStatus.items.length,
      counts.find(({ provider }) => provider === 'any')?.count ?? 0,
    ),
    withoutStatus: withoutStatus.items,
  };
}

async function readIsEmpty(read: PageStore, viewer: Viewer): Promise<boolean> {
  const pages = await Promise.all([read.listRuns(viewer, { limit: 1 }), read.listRevisions(viewer, { limit: 1 })]);
  return pages.every(({ items }) => items.length === 0);
}
