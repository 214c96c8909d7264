const usedEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'status',
  'check_run',
  'check_suite',
  'workflow_run',
  'workflow_job',
  'push',
  'merge_group',
  'repository',
  'delete',
  'deployment_review',
  'deployment_protection_rule',
  'installation',
  'installation_repositories',
  'ping',
]);

/** The `event` label of a metric: the name of an event in use, else `other`. So nobody can make series by sending unknown names. */
export function eventLabel(event: string): string {
  return usedEvents.has(event) ? event : 'other';
}
