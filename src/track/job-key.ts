import type { JobReading } from './read-job.ts';

/** Whether an observation carries an id of GitHub Actions: only there a check run and a job share one id, and each id is one execution. */
export function hasActionsId(reading: JobReading): boolean {
  const { source, app, externalId } = reading.observation;
  return (
    externalId !== null &&
    (source === 'workflow_job' || (source === 'check_run' && app?.toLowerCase() === 'github-actions'))
  );
}

/**
 * Which job of its commit an observation belongs to. Actions: the id. Everything else: kind of source, provider and
 * name, so that a status and a check of the same name stay apart.
 */
export function jobKey(reading: JobReading): string {
  const { source, externalId, name } = reading.observation;
  if (hasActionsId(reading)) return JSON.stringify(['actions', externalId]);
  return JSON.stringify([source === 'status' ? 'status' : 'check', reading.provider, name]);
}
