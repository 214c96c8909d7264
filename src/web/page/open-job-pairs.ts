import { openStates } from '../../model/job-run.ts';
import type { OpenJobs, OverdueJobs } from '../../store/read/view.ts';

/** The open job runs of one provider and kind. */
export interface OpenJobPair {
  readonly provider: string;
  readonly kind: string;
  readonly waiting: number;
  readonly queued: number;
  readonly started: number;
  readonly overdue: number;
}

/** Sums by provider and kind, in the order of their first appearance. */
export function openJobPairs(
  openJobs: readonly OpenJobs[],
  overdueJobs: readonly OverdueJobs[],
): readonly OpenJobPair[] {
  const pairs = new Map<string, OpenJobPair>();
  const add = (provider: string, kind: string, column: 'waiting' | 'queued' | 'started' | 'overdue', jobs: number) => {
    const key = JSON.stringify([provider, kind]);
    const pair = pairs.get(key) ?? { provider, kind, waiting: 0, queued: 0, started: 0, overdue: 0 };
    pairs.set(key, { ...pair, [column]: pair[column] + jobs });
  };
  for (const { kind, provider, state, count } of openJobs)
    add(provider, kind, openStates.find((name) => name === state) ?? 'queued', count);
  for (const { kind, provider, count } of overdueJobs) add(provider, kind, 'overdue', count);
  return [...pairs.values()];
}
