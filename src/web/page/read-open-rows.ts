import type { Viewer } from '../../model/viewer.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { OpenJobs, OverdueJobs, RevisionView, RunView } from '../../store/read/view.ts';

/** What is open in the repositories of the viewer. */
export interface OpenRows {
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

/** Reads what is open at `now` (ms), at most `limit` rows of each list. */
export async function readOpenRows(
  read: Pick<
    ReadDoor,
    'listRuns' | 'listRevisions' | 'readOpenJobs' | 'readOverdueJobs' | 'readRevisionsWithoutStatus'
  >,
  viewer: Viewer,
  now: number,
  limit: number,
): Promise<OpenRows> {
  const [openJobs, overdueJobs, overdueRuns, openRuns, counts, withoutStatus] = await Promise.all([
    read.readOpenJobs(viewer),
    read.readOverdueJobs(viewer, now - overdueMs),
    read.listRuns(viewer, { overdueBefore: now - overdueMs, limit }),
    read.listRuns(viewer, { openBefore: now, since: now - overdueMs, limit }),
    read.readRevisionsWithoutStatus(viewer, now - firstStatusMs),
    read.listRevisions(viewer, { provider: 'any', waitingBefore: now - firstStatusMs, limit }),
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
