const usedEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'status',
  'check_run',
  'check_suite',
  'workflow_run',
  'workflow_job',
  'push',
  'merge_group',
  'installation',
  'installation_repositories',
  'ping',
]);

/** The `event` label of a metric: the names of the events in use, anything else is `other`, so that strangers cannot make series. */
export function eventLabel(event: string): string {
  return usedEvents.has(event) ? event : 'other';
}
