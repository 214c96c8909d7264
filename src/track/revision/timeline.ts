import type { Quirk } from '../../model/observation.ts';
import type { RevisionAction } from '../../model/revision.ts';
import type { HeadSpell } from './head-spells.ts';

/** What one pull request went through, from its own deliveries, in order of time. */
export interface Timeline {
  readonly pullRequest: number;
  /** Its head commit at every delivery that told, oldest first; the same commit may stand there several times. */
  readonly heads: readonly TimelineHead[];
  /** Its heads as stretches of time in which it was open, oldest first. */
  readonly spells: readonly HeadSpell[];
  /** What asked for statuses, oldest first. */
  readonly revisions: readonly TimelineRevision[];
}

/** The head commit of a pull request at one moment. Times in ms, UTC. */
export interface TimelineHead {
  readonly headSha: string;
  readonly at: number;
  readonly headBranch: string | null;
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
}

/** A revision before anyone has answered: everything but the provider's part. Times in ms, UTC. */
export interface TimelineRevision {
  readonly pullRequest: number;
  readonly headSha: string;
  readonly action: RevisionAction;
  readonly changedAt: number;
  /** When another head commit followed; null while there is none. */
  readonly supersededAt: number | null;
  /** The first close after the change, if it was not reopened on the same head by then; null otherwise. */
  readonly closedAt: number | null;
  /** When the same commit asked again, because the pull request became ready or was reopened; null: it did not. */
  readonly askedAgainAt: number | null;
  readonly headBranch: string | null;
  readonly baseBranch: string | null;
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  readonly draft: boolean | null;
  readonly author: string | null;
  readonly sender: string | null;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}
