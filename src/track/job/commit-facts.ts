import type { CommitObservation, RepositoryObservation, WorkflowRunObservation } from '../../model/observation.ts';
import type { HeadSpell } from '../revision/head-spells.ts';
import type { Timeline, TimelineHead } from '../revision/timeline.ts';

/** What is known of a commit from other deliveries than those of its jobs. */
export interface CommitFacts extends HeadFacts {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  /** Deliveries that tell that its merge group is gone. */
  readonly destroyed: readonly CommitObservation[];
  /** Its message asks CI not to run. */
  readonly skipsCi: boolean;
  /** What happened to its repository and to the branches there. */
  readonly repositoryFacts: readonly RepositoryObservation[];
  /** What each Actions run says of itself, by run id. */
  readonly workflows: ReadonlyMap<number, WorkflowFacts>;
}

/** What pull requests tell of a commit. */
export interface HeadFacts {
  /** Ascending numbers of the pull requests that have it as a head. */
  readonly pullRequests: readonly number[];
  readonly branch: string | null;
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  /** When it was their head, one list a pull request. */
  readonly spells: readonly (readonly HeadSpell[])[];
  /** When it became a head again after another one, ascending; ms, UTC. */
  readonly renewals: readonly number[];
  /** When it asked for statuses, ascending; ms, UTC. */
  readonly changes: readonly number[];
}

/** The facts of an Actions run that its jobs may lack. */
export interface WorkflowFacts {
  readonly workflow: string;
  readonly event: string | null;
  readonly branch: string | null;
}

/** Deliveries about a commit or its repository, in any order. */
export interface FactObservations {
  /** In order: the last observation of a run wins. */
  readonly workflowRuns: readonly WorkflowRunObservation[];
  readonly commits: readonly CommitObservation[];
  readonly repository: readonly RepositoryObservation[];
}

/** Gathers the facts of a commit. */
export function commitFacts(
  place: Pick<CommitFacts, 'host' | 'repositoryId' | 'headSha'>,
  timelines: readonly Timeline[],
  { workflowRuns, commits, repository }: FactObservations,
): CommitFacts {
  return {
    ...place,
    ...headFacts(place.headSha, timelines),
    destroyed: commits.filter(({ fact }) => fact === 'destroyed'),
    skipsCi: commits.some(({ fact }) => fact === 'skips_ci'),
    repositoryFacts: repository,
    workflows: new Map(workflowRuns.map(({ runId, workflow, event, branch }) => [runId, { workflow, event, branch }])),
  };
}

/** What these pull requests tell of a commit. Where several share it, the lowest number that knows a fact tells it. */
export function headFacts(headSha: string, timelines: readonly Timeline[]): HeadFacts {
  const own = timelines
    .filter(({ heads }) => heads.some((head) => head.headSha === headSha))
    .sort((a, b) => a.pullRequest - b.pullRequest);
  const heads = own.flatMap((timeline) => timeline.heads.filter((head) => head.headSha === headSha).reverse());
  const spells = own.map((timeline) => timeline.spells.filter((spell) => spell.headSha === headSha));
  const changes = own.flatMap(({ revisions }) =>
    revisions.filter((revision) => revision.headSha === headSha).map(({ changedAt }) => changedAt),
  );
  return {
    pullRequests: own.map(({ pullRequest }) => pullRequest),
    branch: firstKnown(heads, ({ headBranch }) => headBranch),
    fork: firstKnown(heads, ({ fork }) => fork),
    authorAssociation: firstKnown(heads, ({ authorAssociation }) => authorAssociation),
    spells,
    renewals: ascending(spells.flat().flatMap(({ isRenewal, from }) => (isRenewal ? [from] : []))),
    changes: ascending(changes),
  };
}

function firstKnown<T>(heads: readonly TimelineHead[], fact: (head: TimelineHead) => T | null): T | null {
  for (const head of heads) {
    const value = fact(head);
    if (value !== null) return value;
  }
  return null;
}

function ascending(times: readonly number[]): readonly number[] {
  return [...new Set(times)].sort((a, b) => a - b);
}
