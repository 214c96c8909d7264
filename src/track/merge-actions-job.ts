import type { JobReading } from './read-job.ts';
import type { Occurrence } from './split-occurrences.ts';

/**
 * The one run that all readings with one Actions id tell of. What the job says of its end goes before what its check run says.
 *
 * @param sorted readings of one id, in order, at least one
 */
export function mergeActionsJob(sorted: readonly JobReading[]): Occurrence {
  const finals = sorted.filter(({ isFinal }) => isFinal);
  return {
    readings: sorted,
    final: finals.find(({ observation }) => observation.source === 'workflow_job') ?? finals[0] ?? null,
  };
}
