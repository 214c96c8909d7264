import type { AbandonReason } from './job-run.ts';
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
  /** This provider's first report after the change (or up to 5 s before it); for `any` that of the first CI. null while there is none. */
  readonly firstStatusAt: number | null;
  /** changed → first status, ≥ 0 (a status up to 5 s older than the change counts 0); null while there is none. */
  readonly firstStatusMs: number | null;
  /** Who answered first; null while nobody did. */
  readonly firstStatusBy: string | null;
  /** When a newer head commit replaced this one; null while it is the newest. */
  readonly supersededAt: number | null;
  /** The first close after the change, if it was not reopened on the same head by then; null otherwise. */
  readonly closedAt: number | null;
  /** When the same commit asked again, because the pull request became ready or was reopened; null: it did not. */
  readonly askedAgainAt: number | null;
  /** When nobody could answer any more: the repository is gone or read-only, or the App was removed from it; null otherwise. */
  readonly abandonedAt: number | null;
  readonly abandonedBy: AbandonReason | null;
  /** Nobody owes an answer, and nobody gave one. */
  readonly nobodyExpected: boolean;
  /** The provider (for `any` a CI) had reported on this commit before the change, and said nothing new after it. */
  readonly answeredBefore: boolean;
  readonly draft: boolean | null;
  /** Who opened the pull request; null when unknown. */
  readonly author: string | null;
  /** Who made this change; null when unknown. */
  readonly sender: string | null;
  readonly headBranch: string | null;
  readonly baseBranch: string | null;
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}
