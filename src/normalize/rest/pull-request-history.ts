import type { PullRequestAction } from '../../model/observation.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** What GitHub tells of a pull request's branch and life. Times in ms, GitHub's clock. */
export interface PullRequestSource {
  readonly createdAt: number;
  /** null while it is open. */
  readonly closedAt: number | null;
  /** Its head commit now. */
  readonly headSha: string;
  /** Is it a draft now? null when unknown. */
  readonly draft: boolean | null;
  /** The login of whoever opened it; null when unknown. */
  readonly author: string | null;
  /** Every push to its branch that is known, oldest first; null when GitHub does not tell. */
  readonly pushes: readonly Push[] | null;
  /** null when GitHub does not tell. */
  readonly timeline: readonly TimelineEntry[] | null;
}

/** A move of a branch. A sha is null where there was no commit; the actor's login when it is unknown. */
export interface Push {
  readonly at: number;
  readonly before: string | null;
  readonly after: string | null;
  readonly actor: string | null;
}

/** A change of a pull request, with the head commit it had then. */
export interface PastChange {
  readonly action: PullRequestAction;
  readonly at: number;
  readonly headSha: string;
  /** Was it a draft then? null when unknown. */
  readonly draft: boolean | null;
  /** The login of whoever made the change; null when unknown. */
  readonly sender: string | null;
}

type Step =
  | { readonly type: 'push'; readonly at: number; readonly sha: string | null; readonly actor: string | null }
  | { readonly type: LifeType; readonly at: number; readonly actor: string | null };

type LifeType = 'reopened' | 'ready_for_review' | 'convert_to_draft' | 'closed';
const lifeTypes: ReadonlySet<string> = new Set<LifeType>([
  'reopened',
  'ready_for_review',
  'convert_to_draft',
  'closed',
]);

/**
 * The changes of a pull request as its webhooks would have told them, oldest first. The pushes to its branch tell all of it; where
 * GitHub does not show them, forced pushes and the commits' own times tell what they can. A change whose time or head commit is not
 * known is left out: a wrong one would make a wrong verdict. The last close is always known.
 */
export function pullRequestHistory(source: PullRequestSource): readonly PastChange[] {
  const steps = lifeSteps(source);
  return fromPushes(source, steps) ?? fromTimeline(source, steps);
}

/** A closed pull request whose timeline does not say so was closed once. */
function lifeSteps({ timeline, closedAt }: PullRequestSource): readonly Step[] {
  const steps = (timeline ?? []).flatMap(({ type, at, actor }): readonly Step[] =>
    lifeTypes.has(type) ? [{ type: type as LifeType, at, actor }] : [],
  );
  const told = closedAt === null || steps.some(({ type }) => type === 'closed');
  return told ? steps : [...steps, { type: 'closed', at: closedAt, actor: null }];
}

/** What the first turn of it turned it from; without any it has always been what it is. */
function wasDraftAtFirst({ draft, timeline }: PullRequestSource): boolean | null {
  if (timeline === null) return null;
  const turn = timeline.find(({ type }) => type === 'ready_for_review' || type === 'convert_to_draft');
  return turn === undefined ? draft : turn.type === 'ready_for_review';
}

function fromPushes(source: PullRequestSource, steps: readonly Step[]): readonly PastChange[] | null {
  const pushes = source.pushes ?? [];
  const before = pushes.filter(({ at }) => at <= source.createdAt);
  const after = pushes.filter(({ at }) => at > source.createdAt);
  const initial = before.at(-1)?.after ?? after[0]?.before ?? null;
  if (initial === null) return null;
  const moves = after.flatMap(({ at, after: sha, actor }): readonly Step[] =>
    sha === null ? [] : [{ type: 'push', at, sha, actor }],
  );
  const { changes, headSha } = walk(source, initial, [...moves, ...steps]);
  // Pushes that do not end where it stands now are not all, or not its own.
  return headSha === source.headSha ? changes : null;
}

function fromTimeline(source: PullRequestSource, steps: readonly Step[]): readonly PastChange[] {
  const { createdAt, closedAt } = source;
  const timeline = source.timeline ?? [];
  const commits = timeline.filter(({ type }) => type === 'commit');
  const forced = timeline.filter(({ type }) => type === 'force_push');
  const known = new Set([source.headSha, ...commits.map(({ sha }) => sha)]);
  const last = forced.at(-1);
  const trusted = forced.every(({ sha }) => sha !== null) && (last === undefined || known.has(last.sha));
  const initial = forced.length === 0 ? (commits.findLast(({ at }) => at <= createdAt)?.sha ?? null) : null;
  const moves = [
    ...forced.map(({ at, sha, actor }): Step => ({ type: 'push', at, sha: trusted ? sha : null, actor })),
    // It was pushed at some time after it was made.
    ...commits
      .filter(({ at, sha }) => at > createdAt && !forced.some((push) => push.sha === sha))
      .map(({ at }): Step => ({ type: 'push', at, sha: null, actor: null })),
  ];
  const { changes, headSha, draft } = walk(source, initial, [...moves, ...steps]);
  const sure = headSha === null || headSha === source.headSha ? changes : [];
  if (closedAt === null || sure.some(({ action, at }) => action === 'closed' && at === closedAt)) return sure;
  const sender = steps.findLast(({ type, at }) => type === 'closed' && at === closedAt)?.actor ?? null;
  return [...sure, { action: 'closed', at: closedAt, headSha: source.headSha, draft, sender }];
}

interface Walk {
  readonly changes: readonly PastChange[];
  /** Where it ended; null when nobody knows. */
  readonly headSha: string | null;
  readonly draft: boolean | null;
}

/** Goes through its life in order of time. A push with no sha is one that nobody knows enough of. */
function walk(source: PullRequestSource, initial: string | null, unsorted: readonly Step[]): Walk {
  const changes: PastChange[] = [];
  let headSha = initial;
  let branchSha = initial;
  let open = true;
  let draft = wasDraftAtFirst(source);
  const tell = (action: PullRequestAction, at: number, sender: string | null): void => {
    if (headSha !== null) changes.push({ action, at, headSha, draft, sender });
  };
  tell('opened', source.createdAt, source.author);
  for (const step of [...unsorted].sort((a, b) => a.at - b.at)) {
    const { at, actor } = step;
    switch (step.type) {
      case 'push':
        branchSha = step.sha;
        // A closed pull request keeps its head, whatever happens to the branch.
        if (!open || branchSha === headSha) break;
        headSha = branchSha;
        tell('synchronize', at, actor);
        break;
      case 'reopened':
        open = true;
        headSha = branchSha;
        tell('reopened', at, actor);
        break;
      case 'closed':
        open = false;
        tell('closed', at, actor);
        break;
      case 'ready_for_review':
        draft = false;
        tell('ready_for_review', at, actor);
        break;
      case 'convert_to_draft':
        draft = true;
        break;
      /* v8 ignore next 2 -- @preserve: there is no other */
      default:
        step satisfies never;
    }
  }
  return { changes, headSha, draft };
}
