import { type DemoRepository, fullName } from './demo-repository.ts';
import type { PlannedHead, PullRequestPlan } from './pull-request-plan.ts';

/** A commit that CI systems work on, and what they may say of where it came from. */
export interface ScriptedHead {
  readonly repository: DemoRepository;
  readonly sha: string;
  /** What triggers Actions: `pull_request`, `push` or `merge_group`. */
  readonly event: string;
  readonly branch: string;
  readonly fork: boolean;
  readonly pullRequests: readonly number[];
  readonly actor: string;
  /** ms. */
  readonly from: number;
  readonly replacedAt: number | null;
  /** The first status is late. */
  readonly late: boolean;
}

/** The head of a pull request. Forks are not linked to their pull request, as GitHub does it. */
export function pullRequestHead(plan: PullRequestPlan, head: PlannedHead): ScriptedHead {
  return {
    repository: plan.repository,
    sha: head.sha,
    event: 'pull_request',
    branch: plan.branch,
    fork: plan.fork,
    pullRequests: plan.fork ? [] : [plan.number],
    actor: plan.author,
    from: head.from,
    replacedAt: head.replacedAt,
    late: head.answers === 'late',
  };
}

/** A commit on a branch or in a merge group: nothing replaces it. */
export function branchHead(
  plan: PullRequestPlan,
  event: string,
  branch: string,
  sha: string,
  from: number,
): ScriptedHead {
  return {
    repository: plan.repository,
    sha,
    event,
    branch,
    fork: false,
    pullRequests: [],
    actor: plan.author,
    from,
    replacedAt: null,
    late: false,
  };
}

/** How a commit is named in the truth. */
export function commitOf(head: ScriptedHead): string {
  return `${fullName(head.repository)}@${head.sha}`;
}
