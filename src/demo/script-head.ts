import { type DemoRepository, fullName } from './demo-repository.ts';
import type { Ending } from './month-script.ts';
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
  /** What makes open jobs on it pointless, in order of time. */
  readonly endings: readonly Ending[];
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
    endings: endingsOf(plan, head),
    late: head.answers === 'late',
  };
}

function endingsOf(plan: PullRequestPlan, head: PlannedHead): readonly Ending[] {
  const replaced = head.replacedAt === null ? [] : [{ at: head.replacedAt, by: 'new_head' as const }];
  const closed = plan.closes
    .filter(({ at }) => at >= head.from)
    .map(({ at }) => {
      const again = plan.changes.find((change) => change.action === 'reopened' && change.at > at);
      return { at, by: 'closed' as const, undoneAt: again?.at ?? null };
    });
  return [...replaced, ...closed].sort((one, other) => one.at - other.at);
}

/** A commit on a branch or in a merge group: nothing replaces it, but `endings` may end it. */
export function branchHead(
  plan: PullRequestPlan,
  event: string,
  branch: string,
  sha: string,
  from: number,
  endings: readonly Ending[] = [],
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
    endings,
    late: false,
  };
}

/** How a commit is named in the truth. */
export function commitOf(head: ScriptedHead): string {
  return `${fullName(head.repository)}@${head.sha}`;
}
