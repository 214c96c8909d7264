import type { Quirk } from '../../model/observation.ts';
import type { Revision } from '../../model/revision.ts';
import { compareText } from '../compare-text.ts';
import type { Abandonment } from '../job/abandonment.ts';
import { sortedQuirks } from '../sorted-quirks.ts';
import { type Answer, answersBefore, answerToleranceMs } from './answers-by-commit.ts';
import type { Expected } from './expected-providers.ts';
import { revisionId } from './revision-id.ts';
import type { TimelineRevision } from './timeline.ts';

/** A repository, and when and why nobody in it could answer a revision any more. */
export interface RevisionPlaceFacts {
  readonly host: string;
  readonly repositoryId: number;
  /** null: somebody still could. */
  readonly abandonment: Abandonment | null;
}

/**
 * The rows of one revision: `any` first, then each provider that answered or was expected, by name.
 *
 * @param answers of the revision's commit
 * @param expected from `expectedProviders`
 */
export function buildRevisions(
  place: RevisionPlaceFacts,
  revision: TimelineRevision,
  answers: readonly Answer[],
  expected: Expected,
): readonly Revision[] {
  const given = givenAnswers(revision, answers, false).map(({ provider }) => provider);
  const providers = [...new Set([...given, ...expected.providers])].sort(compareText);
  return [
    buildRow(
      place,
      revision,
      'any',
      { expected: true, isOwed: expected.isCiOwed },
      answers.filter(({ isCi }) => isCi),
    ),
    ...providers.map((provider) => {
      const isOwed = expected.providers.includes(provider);
      const own = answers.filter((answer) => answer.provider === provider);
      return buildRow(place, revision, provider, { expected: isOwed, isOwed }, own);
    }),
  ];
}

/**
 * The reports after a change. When nobody owes an answer to this change, a report that came after the pull request asked again answers the
 * later change.
 */
function givenAnswers(revision: TimelineRevision, answers: readonly Answer[], isOwed: boolean): readonly Answer[] {
  const later = answers.filter(({ at }) => at >= revision.changedAt - answerToleranceMs);
  return isOwed ? later : answersBefore(later, revision.askedAgainAt);
}

function buildRow(
  { host, repositoryId, abandonment }: RevisionPlaceFacts,
  revision: TimelineRevision,
  provider: string,
  { expected, isOwed }: { readonly expected: boolean; readonly isOwed: boolean },
  answers: readonly Answer[],
): Revision {
  const later = answers.filter(({ at }) => at >= revision.changedAt - answerToleranceMs);
  const given = givenAnswers(revision, answers, isOwed);
  const first = [...given].sort((x, y) => x.at - y.at || compareText(x.provider, y.provider))[0];
  const early: readonly Quirk[] = first !== undefined && first.at < revision.changedAt ? ['status_before_change'] : [];
  const isAbandoned = abandonment !== null && first === undefined && isWaitingAt(revision, abandonment.at);
  return {
    id: revisionId({ ...revision, host, repositoryId, provider }),
    host,
    repositoryId,
    pullRequest: revision.pullRequest,
    headSha: revision.headSha,
    action: revision.action,
    changedAt: revision.changedAt,
    provider,
    expected,
    firstStatusAt: first?.at ?? null,
    firstStatusMs: first === undefined ? null : Math.max(0, first.at - revision.changedAt),
    firstStatusBy: first?.provider ?? null,
    supersededAt: revision.supersededAt,
    closedAt: revision.closedAt,
    askedAgainAt: revision.askedAgainAt,
    abandonedAt: isAbandoned ? abandonment.at : null,
    abandonedBy: isAbandoned ? abandonment.by : null,
    nobodyExpected: first === undefined && !isOwed,
    answeredBefore: answers.length > later.length && !later.some(({ begins }) => begins),
    draft: revision.draft,
    author: revision.author,
    sender: revision.sender,
    headBranch: revision.headBranch,
    baseBranch: revision.baseBranch,
    fork: revision.fork,
    authorAssociation: revision.authorAssociation,
    url: revision.url,
    quirks: sortedQuirks([...revision.quirks, ...early]),
  };
}

function isWaitingAt({ closedAt, supersededAt }: TimelineRevision, at: number): boolean {
  return at < (closedAt ?? Number.POSITIVE_INFINITY) && at < (supersededAt ?? Number.POSITIVE_INFINITY);
}
