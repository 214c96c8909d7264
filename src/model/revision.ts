import type { PullRequestAction, Quirk } from './observation.ts';

/** The actions that ask for statuses. */
export type RevisionAction = Exclude<PullRequestAction, 'closed'>;
export const revisionActions = [
  'opened',
  'synchronize',
  'reopened',
  'ready_for_review',
] as const satisfies readonly RevisionAction[];

/**
 * A head commit of a pull request that asks for statuses, and what one provider (or `any`) answered.
 * There is one row for `any`, one for each provider that answered, and one for each provider that was expected.
 */
export interface Revision {
  /** Stable, 32 hex digits: a hash of host, repository, pull request, sha, action, change time and provider. */
  readonly id: string;
  readonly host: string;
  readonly repositoryId: number;
  readonly pullRequest: number;
  readonly headSha: string;
  readonly action: RevisionAction;
  readonly changedAt: number;
  /** `any`, or a provider's name. */
  readonly provider: string;
  /** Config or recent history says that this provider should answer; always true for `any`. */
  readonly expected: boolean;
  /** The earliest status, check run or queued job on the head commit, by this provider; null while there is none. */
  readonly firstStatusAt: number | null;
  /** changed → first status, ≥ 0 (a status older than the change counts 0); null while there is none. */
  readonly firstStatusMs: number | null;
  /** Who answered first; null while nobody did. */
  readonly firstStatusBy: string | null;
  /** When a newer head commit replaced this one; null while it is the newest. */
  readonly supersededAt: number | null;
  /** The first close after the change, if it was not reopened on the same head by then; null otherwise. */
  readonly closedAt: number | null;
  readonly headBranch: string | null;
  readonly baseBranch: string | null;
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}
