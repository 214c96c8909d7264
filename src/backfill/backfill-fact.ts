/** Something read over REST, in the shape of the webhook delivery that would have told it. */
export interface BackfillFact {
  /** The webhook's event. */
  readonly event: 'pull_request' | 'status' | 'check_run' | 'workflow_run' | 'workflow_job';
  /** Without `repository` and `installation`. */
  readonly payload: Readonly<Record<string, unknown>>;
}
