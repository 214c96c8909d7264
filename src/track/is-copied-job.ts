import { attemptKey } from './attempt-key.ts';
import type { JobReading } from './read-job.ts';

/**
 * Whether an Actions job is a re-run's copy of a job that had succeeded before: it says so, or it started and ended before its
 * attempt began. Its check run carries the same id and is part of the copy.
 *
 * @param readings all readings of one id
 * @param starts from `attemptStarts`
 */
export function isCopiedJob(readings: readonly JobReading[], starts: ReadonlyMap<string, number>): boolean {
  return readings.some(({ observation, startedAt, finishedAt }) => {
    if (observation.copied) return true;
    const { runId, runAttempt } = observation;
    if (runId === null || runAttempt === null || runAttempt <= 1 || startedAt === null || finishedAt === null)
      return false;
    const began = starts.get(attemptKey(runId, runAttempt));
    return began !== undefined && startedAt < began && finishedAt <= began;
  });
}
