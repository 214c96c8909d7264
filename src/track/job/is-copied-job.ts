import { attemptKey } from './attempt-key.ts';
import type { JobReading } from './read-job.ts';

/**
 * Whether an Actions job is a re-run's copy of a job that had ended before: it ended before its attempt began, or, where nobody
 * told when that was, before it was created. The first attempt copies nothing. A check run carries the same id and is part of the copy.
 *
 * @param readings all readings of one id
 * @param starts from `attemptStarts`
 */
export function isCopiedJob(readings: readonly JobReading[], starts: ReadonlyMap<string, number>): boolean {
  return readings.some(({ observation, startedAt, finishedAt }) => {
    const { runId, runAttempt, copied } = observation;
    if (runAttempt === 1) return false;
    const began = runId === null || runAttempt === null ? undefined : starts.get(attemptKey(runId, runAttempt));
    if (began === undefined) return copied;
    return finishedAt !== null && finishedAt <= began && (startedAt === null || startedAt < began);
  });
}
