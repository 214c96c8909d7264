import type { JobObservation } from '../../model/observation.ts';
import type { JobReading } from './read-job.ts';

/** Whether an observation carries an id of GitHub Actions: only there a check run and a job share one id, and each id is one execution. */
export function hasActionsId({ source, app, externalId }: JobObservation): boolean {
  return (
    externalId !== null &&
    (source === 'workflow_job' || (source === 'check_run' && app?.toLowerCase() === 'github-actions'))
  );
}

/**
 * Which job of its commit an observation belongs to. Actions, and CDEvents: the id, which is that of one run. A commit status: its context, whoever sends it, as GitHub does.
 * Everything else: provider and name.
 */
export function jobKey({ observation, provider }: JobReading): string {
  const { source, externalId, name } = observation;
  if (hasActionsId(observation)) return JSON.stringify(['actions', externalId]);
  if (source === 'cdevent' && externalId !== null) return JSON.stringify(['cdevent', externalId]);
  return JSON.stringify(source === 'status' ? ['status', name] : ['check', provider, name]);
}
