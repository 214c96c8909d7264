import type { PullRequestAction, PullRequestObservation } from '../model/observation.ts';
import type { RevisionAction } from '../model/revision.ts';
import { canonicalJson } from './canonical-json.ts';
import { compareText } from './compare-text.ts';
import { headSpells } from './revision/head-spells.ts';
import type { Timeline, TimelineRevision } from './revision/timeline.ts';
import { sortedQuirks } from './sorted-quirks.ts';

/** Within one second: the likelier order of things that happen together. */
const actionRanks = {
  opened: 0,
  reopened: 1,
  synchronize: 2,
  ready_for_review: 3,
  closed: 4,
} as const satisfies Readonly<Record<PullRequestAction, number>>;

/**
 * Folds all observations of one pull request into its timeline. Order and repetition of the input do not matter.
 *
 * @param entries observations of one pull request; the number of the first one is taken for all
 * @returns a timeline with no heads and no revisions (and number 0) for no entries
 */
export function foldPullRequest(entries: readonly PullRequestObservation[]): Timeline {
  const sorted = [...entries].sort(compareEntries).filter((entry, index, all) => {
    const previous = all[index - 1];
    return previous === undefined || compareEntries(previous, entry) !== 0;
  });
  const revisions: TimelineRevision[] = [];
  for (const [index, entry] of sorted.entries()) {
    const last = revisions.at(-1);
    if (entry.action === 'closed' || (last !== undefined && isSameRevision(last, entry))) continue;
    revisions.push(toRevision(entry, entry.action, sorted.slice(index + 1)));
  }
  return {
    pullRequest: sorted[0]?.pullRequest ?? 0,
    heads: sorted.map(({ headSha, at, headBranch, fork, authorAssociation }) => ({
      headSha,
      at,
      headBranch,
      fork,
      authorAssociation,
    })),
    spells: headSpells(sorted),
    revisions,
  };
}

function compareEntries(a: PullRequestObservation, b: PullRequestObservation): number {
  return (
    a.at - b.at ||
    actionRanks[a.action] - actionRanks[b.action] ||
    compareText(a.headSha, b.headSha) ||
    compareText(canonicalJson(a), canonicalJson(b))
  );
}

/** Entries of one revision stand side by side, because time, action and commit lead the order. */
function isSameRevision(revision: TimelineRevision, entry: PullRequestObservation): boolean {
  return revision.changedAt === entry.at && revision.action === entry.action && revision.headSha === entry.headSha;
}

function toRevision(
  entry: PullRequestObservation,
  action: RevisionAction,
  later: readonly PullRequestObservation[],
): TimelineRevision {
  return {
    pullRequest: entry.pullRequest,
    headSha: entry.headSha,
    action,
    changedAt: entry.at,
    supersededAt: later.find((next) => next.headSha !== entry.headSha)?.at ?? null,
    closedAt: findClose(entry.headSha, later),
    askedAgainAt: later.find((next) => isAskingAgain(entry, next))?.at ?? null,
    headBranch: entry.headBranch,
    baseBranch: entry.baseBranch,
    fork: entry.fork,
    authorAssociation: entry.authorAssociation,
    // Lines of the log that an older version wrote lack these fields.
    draft: entry.draft ?? null,
    author: entry.author ?? null,
    sender: entry.sender ?? null,
    url: entry.url,
    quirks: sortedQuirks(entry.quirks),
  };
}

function isAskingAgain({ headSha, at, action }: PullRequestObservation, next: PullRequestObservation): boolean {
  return next.headSha === headSha && next.action !== 'closed' && (next.at !== at || next.action !== action);
}

/**
 * When the pull request was reopened before any close that the log has, the close of this revision was missed. A later close belongs to a
 * later revision.
 */
function findClose(headSha: string, later: readonly PullRequestObservation[]): number | null {
  const next = later.find(
    ({ action, headSha: sha }) => action === 'closed' || (action === 'reopened' && sha === headSha),
  );
  return next?.action === 'closed' ? next.at : null;
}
