import type { JobReading } from './read-job.ts';
import type { Occurrence } from './split-occurrences.ts';

/**
 * The one run that all readings with one Actions id tell of; none where a rule ignores all of them. How the job itself says it ended counts
 * more than what its check run says.
 *
 * @param sorted readings of one id, in order, at least one
 */
export function mergeActionsJob(sorted: readonly JobReading[]): readonly Occurrence[] {
  const readings = sorted.filter(({ state }) => state !== 'ignore');
  if (readings.length === 0) return [];
  const finals = readings.filter(({ isFinal }) => isFinal);
  const final = finals.find(({ observation }) => observation.source === 'workflow_job') ?? finals[0] ?? null;
  return [{ readings, final, retriggeredAt: null, dismissal: null, period: 0 }];
}
