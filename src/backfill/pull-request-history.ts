import type { PullRequestAction } from '../model/observation.ts';

/** What GitHub tells of a pull request's branch and life. Times in ms, GitHub's clock. */
export interface PullRequestSource {
  readonly createdAt: number;
  /** null while it is open. */
  readonly closedAt: number | null;
  /** Its head commit now. */
  readonly headSha: string;
  /** Every push to its branch that is known, oldest first; null when GitHub does not tell. */
  readonly pushes:
    | readonly { readonly at: number; readonly before: string | null; readonly after: string | null }[]
    | null;
  readonly timeline: readonly TimelineEntry[];
}

/** `commit`: one that is part of it now, with the time it was made (not pushed). `sha` is null for the others, but for a forced push. */
export interface TimelineEntry {
  readonly type: 'commit' | 'force_push' | 'reopened' | 'ready_for_review' | 'closed';
  readonly at: number;
  readonly sha: string | null;
}

/** A change of a pull request, with the head commit it had then. */
export interface PullRequestChange {
  readonly action: PullRequestAction;
  readonly at: number;
  readonly headSha: string;
}

type Step =
  | { readonly type: 'push'; readonly at: number; readonly sha: string | null }
  | { readonly type: 'reopened' | 'ready_for_review' | 'closed'; readonly at: number };

/**
 * The changes of a pull request as its webhooks would have told them, oldest first. The pushes to its branch tell all of it; where
 * GitHub does not show them, forced pushes and the commits' own times tell what they can. A change whose time or head commit is not
 * known is left out: a wrong one would make a wrong verdict. The last close is always known.
 */
export function pullRequestHistory(source: PullRequestSource): readonly PullRequestChange[] {
  const steps = lifeSteps(source);
  return fromPushes(source, steps) ?? fromTimeline(source, steps);
}

/** A closed pull request whose timeline does not say so was closed once. */
function lifeSteps({ timeline, closedAt }: PullRequestSource): readonly Step[] {
  const steps = timeline.flatMap(({ type, at }): readonly Step[] =>
    type === 'reopened' || type === 'ready_for_review' || type === 'closed' ? [{ type, at }] : [],
  );
  const told = closedAt === null || steps.some(({ type }) => type === 'closed');
  return told ? steps : [...steps, { type: 'closed', at: closedAt }];
}

function fromPushes(source: PullRequestSource, steps: readonly Step[]): readonly PullRequestChange[] | null {
  const pushes = source.pushes ?? [];
  const before = pushes.filter(({ at }) => at <= source.createdAt);
  const after = pushes.filter(({ at }) => at > source.createdAt);
  const initial = before.at(-1)?.after ?? after[0]?.before ?? null;
  if (initial === null) return null;
  const moves = after.flatMap(({ at, after: sha }): readonly Step[] =>
    sha === null ? [] : [{ type: 'push', at, sha }],
  );
  const { changes, headSha } = walk(source.createdAt, initial, [...moves, ...steps]);
  // Pushes that do not end where it stands now are not all, or not its own.
  return headSha === source.headSha ? changes : null;
}

function fromTimeline(source: PullRequestSource, steps: readonly Step[]): readonly PullRequestChange[] {
  const { timeline, createdAt } = source;
  const commits = timeline.filter(({ type }) => type === 'commit');
  const forced = timeline.filter(({ type }) => type === 'force_push');
  const known = new Set([source.headSha, ...commits.map(({ sha }) => sha)]);
  const trusted =
    forced.every(({ sha }) => sha !== null) && (forced.length === 0 || known.has(forced.at(-1)?.sha ?? null));
  const initial = forced.length === 0 ? (commits.findLast(({ at }) => at <= createdAt)?.sha ?? null) : null;
  const moves = [
    ...forced.map(({ at, sha }): Step => ({ type: 'push', at, sha: trusted ? sha : null })),
    // It was pushed at some time after it was made.
    ...commits
      .filter(({ at, sha }) => at > createdAt && !forced.some((push) => push.sha === sha))
      .map(({ at }): Step => ({ type: 'push', at, sha: null })),
  ];
  const { changes, headSha } = walk(createdAt, initial, [...moves, ...steps]);
  const end = source.closedAt;
  const sure = headSha === null || headSha === source.headSha ? changes : [];
  const closed = sure.some(({ action, at }) => action === 'closed' && at === end);
  return end === null || closed ? sure : [...sure, { action: 'closed', at: end, headSha: source.headSha }];
}

/** Goes through its life in order of time. A push with no sha is one that nobody knows enough of. */
function walk(
  createdAt: number,
  initial: string | null,
  unsorted: readonly Step[],
): { readonly changes: readonly PullRequestChange[]; readonly headSha: string | null } {
  const changes: PullRequestChange[] = [];
  let headSha = initial;
  let branchSha = initial;
  let open = true;
  const tell = (action: PullRequestAction, at: number): void => {
    if (headSha !== null) changes.push({ action, at, headSha });
  };
  tell('opened', createdAt);
  for (const step of [...unsorted].sort((a, b) => a.at - b.at)) {
    switch (step.type) {
      case 'push':
        branchSha = step.sha;
        // A closed pull request keeps its head, whatever happens to the branch.
        if (!open || branchSha === headSha) break;
        headSha = branchSha;
        tell('synchronize', step.at);
        break;
      case 'reopened':
        open = true;
        headSha = branchSha;
        tell('reopened', step.at);
        break;
      case 'closed':
        open = false;
        tell('closed', step.at);
        break;
      case 'ready_for_review':
        tell('ready_for_review', step.at);
        break;
      default:
        step satisfies never;
    }
  }
  return { changes, headSha };
}
