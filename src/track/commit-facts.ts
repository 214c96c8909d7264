import type { WorkflowRunObservation } from '../model/observation.ts';
import { supersededAt } from './superseded-at.ts';
import type { Timeline, TimelineHead } from './timeline.ts';

/** What is known of a commit from other deliveries than those of its jobs. */
export interface CommitFacts {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  /** Ascending numbers of the pull requests that have it as a head. */
  readonly pullRequests: readonly number[];
  readonly branch: string | null;
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  /** When it was replaced as a head; null: it was not. */
  readonly supersededAt: number | null;
  /** What each Actions run says of itself, by run id. */
  readonly workflows: ReadonlyMap<number, WorkflowFacts>;
}

/** The facts of an Actions run that its jobs may lack. */
export interface WorkflowFacts {
  readonly workflow: string;
  readonly event: string | null;
  readonly branch: string | null;
}

/** Gathers the facts of a commit. Where several pull requests share it, the lowest number that knows a fact tells it. */
export function commitFacts(
  place: Pick<CommitFacts, 'host' | 'repositoryId' | 'headSha'>,
  timelines: readonly Timeline[],
  workflowRuns: readonly WorkflowRunObservation[],
): CommitFacts {
  const own = timelines
    .filter(({ heads }) => heads.some(({ headSha }) => headSha === place.headSha))
    .sort((a, b) => a.pullRequest - b.pullRequest);
  const heads = own.flatMap((timeline) => timeline.heads.filter(({ headSha }) => headSha === place.headSha).reverse());
  return {
    ...place,
    pullRequests: own.map(({ pullRequest }) => pullRequest),
    branch: firstKnown(heads, ({ headBranch }) => headBranch),
    fork: firstKnown(heads, ({ fork }) => fork),
    authorAssociation: firstKnown(heads, ({ authorAssociation }) => authorAssociation),
    supersededAt: supersededAt(place.headSha, timelines),
    // The input is sorted, so the last observation of a run wins.
    workflows: new Map(workflowRuns.map(({ runId, workflow, event, branch }) => [runId, { workflow, event, branch }])),
  };
}

function firstKnown<T>(heads: readonly TimelineHead[], fact: (head: TimelineHead) => T | null): T | null {
  for (const head of heads) {
    const value = fact(head);
    if (value !== null) return value;
  }
  return null;
}
