import type { Verdict } from '../model/objective.ts';
import type { JobView, RevisionAtHorizon } from './view-script.ts';

/** A verdict with the event's own time (ms); null while pending. */
export interface TrueVerdict {
  readonly verdict: Verdict;
  readonly at: number | null;
}

const graceMs = 60_000;
/** A job must end within this; ms. */
export const jobDeadlineMs = 12 * 3_600_000;
/** A revision must be answered within this; ms. */
export const statusDeadlineMs = 15_000;

/** What the built-in completion objectives say at `now` (ms) of a job run that waits for nobody. */
export function judgeJob(job: JobView, now: number): TrueVerdict {
  const deadline = job.queuedAt + jobDeadlineMs;
  if (job.finishedAt !== null && job.finishedAt <= deadline) {
    const good = job.outcome === 'success' || job.outcome === 'failure';
    return { verdict: good ? 'good' : job.outcome === 'error' ? 'bad' : 'excluded', at: job.finishedAt };
  }
  if (now < deadline + graceMs) return { verdict: 'pending', at: null };
  const isPointless = job.abandonedAt !== null && job.abandonedAt <= deadline;
  return { verdict: isPointless ? 'excluded' : 'bad', at: deadline };
}

/** What the built-in first-status objective says of a revision at `now` (ms). */
export function judgeRevision(revision: RevisionAtHorizon, now: number): TrueVerdict {
  const deadline = revision.changedAt + statusDeadlineMs;
  const { firstStatusAt } = revision;
  if (firstStatusAt !== null && firstStatusAt <= deadline) return { verdict: 'good', at: firstStatusAt };
  if (now < deadline + graceMs) return { verdict: 'pending', at: null };
  const gone = [revision.closedAt, revision.replacedAt].some((time) => time !== null && time <= deadline);
  const isExcused = gone || revision.nobodyExpected || revision.answeredBefore;
  return { verdict: isExcused ? 'excluded' : 'bad', at: deadline };
}
