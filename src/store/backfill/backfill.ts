/** What a back-fill reads, in this order: each kind of thing is listed first and then read one by one. */
export const backfillStages = [
  'list_pull_requests',
  'pull_requests',
  'list_workflow_runs',
  'workflow_runs',
  'list_commits',
  'commits',
  'done',
] as const;
export type BackfillStage = (typeof backfillStages)[number];

/** Which repository. */
export interface BackfillKey {
  readonly repositoryId: number;
  readonly host: string;
}

/** How far the history of a repository has been read. Times in ms. */
export interface Backfill extends BackfillKey {
  /** `owner/name`. */
  readonly fullName: string;
  readonly installationId: number | null;
  readonly since: number;
  /** Our clock: when it was asked for. */
  readonly startedAt: number;
  /** From then on GitHub tells us by webhook; null: it never does. */
  readonly webhooksSince: number | null;
  readonly stage: BackfillStage;
  /** Where in GitHub's list; null at its beginning. */
  readonly place: unknown;
  readonly facts: number;
  readonly newFacts: number;
  readonly missing: number;
  readonly finishedAt: number | null;
  /** Why it stopped last; null while all is well. */
  readonly error: string | null;
}

/** What one of GitHub's lists named and has to be read by itself. */
export interface BackfillItem {
  readonly kind: 'pull_requests' | 'workflow_runs' | 'commits';
  readonly id: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
