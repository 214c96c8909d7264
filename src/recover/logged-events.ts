import { removesRepositories } from '../normalize/removed-repositories.ts';

/** Does a delivery leave a line in the log, so that a missed one has to be fetched? */
export function isLogged({ event, action }: { readonly event: string; readonly action: string | null }): boolean {
  return loggedEvents.has(event) || removesRepositories(event, action);
}

/** Events that leave a line in the log whatever their action. The other events that the App gets (such as ping) are about no repository. */
export const loggedEvents: ReadonlySet<string> = new Set([
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
]);
