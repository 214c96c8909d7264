/** Events that leave a line in the log. The others we subscribe to (installation, ping, …) are about no repository. */
export const loggedEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'status',
  'check_run',
  'check_suite',
  'workflow_run',
  'workflow_job',
  'push',
  'merge_group',
]);
