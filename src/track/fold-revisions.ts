import type { AbandonReason } from '../model/job-run.ts';
import type { RepositoryObservation } from '../model/observation.ts';
import type { Revision } from '../model/revision.ts';
import type { Rules } from '../model/rules.ts';
import type { Abandonment } from './job/abandonment.ts';
import { type Answer, answersBefore, type CommitAnswers, noAnswers } from './revision/answers-by-commit.ts';
import { buildRevisions } from './revision/build-revisions.ts';
import { compareRevisions, type RevisionPlace } from './revision/compare-revisions.ts';
import {
  type AskingRevision,
  type Expected,
  expectedProviders,
  type PrecedingRevision,
  precedingRevisionCount,
} from './revision/expected-providers.ts';
import type { TimelineRevision } from './revision/timeline.ts';

/** Revisions of one repository to make rows for, and what came before them. */
export interface RevisionsInput {
  readonly host: string;
  readonly repositoryId: number;
  /** `owner/name`; the rules' expected providers are looked up by it. */
  readonly repositoryFullName: string;
  /** Those to make rows for, in any order. */
  readonly revisions: readonly TimelineRevision[];
  /**
   * Revisions of the same repository in any order; at least the 20 before each of `revisions` (in the order of
   * `compareRevisions`), where there are as many. Those of `revisions` are added by themselves.
   */
  readonly context: readonly RevisionContext[];
  /** Of the commits of `revisions` and `context`, by sha; of a missing commit nothing is known. */
  readonly answers: ReadonlyMap<string, CommitAnswers>;
  /** What happened to the repository, in any order. */
  readonly repositoryFacts: readonly RepositoryObservation[];
  readonly rules: Rules;
}

/** What has to be known of a revision that came before another. */
export type RevisionContext = RevisionPlace & Pick<TimelineRevision, 'draft' | 'askedAgainAt'>;

/**
 * The rows of revisions: for each one `any` and every provider that answered or was expected. A piece of a repository
 * gives the same rows as the whole. In the order of `compareRevisions`, then `any`, then provider's name.
 */
export function foldRevisions(input: RevisionsInput): readonly Revision[] {
  return traceRevisions(input).flatMap(({ revision, answers, expected, abandonment }) =>
    buildRevisions({ ...input, abandonment }, revision, answers, expected),
  );
}

/** A revision and what its rows are made from. */
export interface RevisionTrace {
  readonly revision: TimelineRevision;
  readonly asking: AskingRevision;
  /** The last 20 before it, oldest first. */
  readonly preceding: readonly (RevisionPlace & PrecedingRevision)[];
  readonly answers: readonly Answer[];
  readonly expected: Expected;
  readonly abandonment: Abandonment | null;
}

/** What each of `revisions` is made from, in the order of `compareRevisions`. */
export function traceRevisions(input: RevisionsInput): readonly RevisionTrace[] {
  const wanted = new Map(withoutRepeats(input.revisions).map((revision) => [keyOf(revision), revision]));
  const known = withoutRepeats<RevisionContext>([...input.revisions, ...input.context]);
  return known.flatMap((place, index) => {
    const revision = wanted.get(keyOf(place));
    if (revision === undefined) return [];
    const preceding = known
      .slice(Math.max(0, index - precedingRevisionCount), index)
      .map(({ changedAt, pullRequest, headSha, action, draft, askedAgainAt }) => ({
        changedAt,
        pullRequest,
        headSha,
        action,
        isDraft: draft === true,
        // A report that came after the pull request had asked again answers that later revision.
        answers: answersBefore(input.answers.get(headSha)?.answers ?? [], askedAgainAt),
      }));
    const { answers, skipsCi } = input.answers.get(revision.headSha) ?? noAnswers;
    const asking = {
      changedAt: revision.changedAt,
      isDraft: revision.draft === true,
      skipsCi,
      madeBy: revision.sender ?? revision.author,
    };
    const expected = expectedProviders(asking, preceding, input.rules, input.repositoryFullName);
    const abandonment = lostRepository(input.repositoryFacts, revision.changedAt);
    return [{ revision, asking, preceding, answers, expected, abandonment }];
  });
}

const reasons = {
  deleted: 'repository_deleted',
  archived: 'repository_archived',
  app_removed: 'app_removed',
} as const satisfies Partial<Record<RepositoryObservation['fact'], AbandonReason>>;

/**
 * The first time after a change at which its repository was gone, read-only or not visible to the App any more. When that time is not
 * known, it is the time of the change.
 */
function lostRepository(facts: readonly RepositoryObservation[], changedAt: number): Abandonment | null {
  let first: Abandonment | null = null;
  for (const { fact, at: latestAt, isTimeKnown } of facts) {
    if (fact === 'renamed' || fact === 'branch_deleted' || latestAt < changedAt) continue;
    const at = isTimeKnown ? latestAt : changedAt;
    if (first === null || at < first.at || (at === first.at && reasons[fact] < first.by))
      first = { at, by: reasons[fact] };
  }
  return first;
}

function keyOf({ changedAt, pullRequest, headSha, action }: RevisionPlace): string {
  return JSON.stringify([changedAt, pullRequest, headSha, action]);
}

function withoutRepeats<T extends RevisionPlace>(revisions: readonly T[]): readonly T[] {
  const sorted = [...revisions].sort(compareRevisions);
  return sorted.filter((revision, index) => index === 0 || compareRevisions(sorted[index - 1] as T, revision) !== 0);
}
