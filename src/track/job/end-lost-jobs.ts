import type { WorkflowRun } from '../../model/job-run.ts';
import { sortedQuirks } from '../sorted-quirks.ts';
import { attemptKey } from './attempt-key.ts';
import type { UnnumberedRun } from './build-job-run.ts';
import { measureWait } from './measure-wait.ts';
import type { Occurrence } from './split-occurrences.ts';

/** When the attempts of Actions runs ended, by `attemptKey`; ms, UTC. */
export type AttemptEnds = ReadonlyMap<string, number>;

/** The attempts that have ended. */
export function attemptEnds(
  workflowRuns: readonly Pick<WorkflowRun, 'runId' | 'attempt' | 'finishedAt'>[],
): AttemptEnds {
  return new Map(
    workflowRuns.flatMap(({ runId, attempt, finishedAt }) =>
      finishedAt === null ? [] : [[attemptKey(runId, attempt), finishedAt] as const],
    ),
  );
}

/**
 * Ends the Actions jobs that have no end of their own although their attempt has ended. One that never started is no run at all where another
 * job of the same name in the same attempt got further: Actions now and then makes a placeholder that never runs. Of every other the
 * end was lost: its state is `unknown`, whatever else would have made nobody wait for it.
 */
export function endLostJobs<Run extends { readonly run: UnnumberedRun; readonly occurrence: Occurrence }>(
  runs: readonly Run[],
  ends: AttemptEnds,
): readonly Run[] {
  if (ends.size === 0) return runs;
  const further = new Set(runs.flatMap(({ run }) => (hasNotStarted(run) ? [] : [nameKey(run)])));
  return runs.flatMap((entry) => {
    const { run, occurrence } = entry;
    const endedAt = hasNoEnd(run) ? endOf(run, ends) : undefined;
    if (endedAt === undefined) return [entry];
    if (hasNotStarted(run) && further.has(nameKey(run))) return [];
    return [{ ...entry, run: { ...run, ...lostEnd(run, occurrence, endedAt) } }];
  });
}

function lostEnd(run: UnnumberedRun, { readings }: Occurrence, endedAt: number): Partial<UnnumberedRun> {
  return {
    state: 'unknown',
    finishedAt: Math.max(endedAt, run.queuedAt),
    waitingMs: measureWait(readings, null).waitingMs,
    abandonedAt: null,
    abandonedBy: null,
    supersededAt: null,
    quirks: sortedQuirks([...run.quirks, 'end_lost']),
  };
}

/** A check run does not tell its attempt: it is taken for the first, unless it began after that one's end. */
function endOf(run: UnnumberedRun, ends: AttemptEnds): number | undefined {
  if (run.runId === null) return undefined;
  const endedAt = ends.get(attemptKey(run.runId, run.attempt ?? 1));
  return run.attempt === null && endedAt !== undefined && endedAt < run.queuedAt ? undefined : endedAt;
}

/** It is open, or waited for a person until nobody waited for it any more. */
function hasNoEnd({ state, abandonedAt }: UnnumberedRun): boolean {
  return state === 'waiting' || state === 'queued' || state === 'started' || abandonedAt !== null;
}

function hasNotStarted({ state, abandonedAt }: UnnumberedRun): boolean {
  return state === 'waiting' || state === 'queued' || (state === 'cancelled' && abandonedAt !== null);
}

function nameKey({ runId, attempt, name }: UnnumberedRun): string {
  return JSON.stringify([runId, attempt, name]);
}
