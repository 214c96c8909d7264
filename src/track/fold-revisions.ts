import type { Revision } from '../model/revision.ts';
import type { Rules } from '../model/rules.ts';
import { buildRevisions } from './build-revisions.ts';
import { compareRevisions, type RevisionPlace } from './compare-revisions.ts';
import { expectedProviders, precedingRevisionCount } from './expected-providers.ts';
import type { FirstStatus } from './first-statuses.ts';
import type { TimelineRevision } from './timeline.ts';

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
  readonly context: readonly RevisionPlace[];
  /** Of the commits of `revisions` and `context`, by sha; a missing commit has no statuses. */
  readonly firstStatuses: ReadonlyMap<string, readonly FirstStatus[]>;
  readonly rules: Rules;
}

/**
 * The rows of revisions: for each one `any` and every provider that answered or was expected. A piece of a repository
 * gives the same rows as the whole. In the order of `compareRevisions`, then `any`, then provider's name.
 */
export function foldRevisions(input: RevisionsInput): readonly Revision[] {
  const wanted = new Map(withoutRepeats(input.revisions).map((revision) => [keyOf(revision), revision]));
  const known = withoutRepeats<RevisionPlace>([...input.revisions, ...input.context]);
  return known.flatMap((place, index) => {
    const revision = wanted.get(keyOf(place));
    if (revision === undefined) return [];
    const preceding = known
      .slice(Math.max(0, index - precedingRevisionCount), index)
      .map(({ changedAt, headSha }) => ({ changedAt, firstStatuses: input.firstStatuses.get(headSha) ?? [] }));
    const expected = expectedProviders(revision, preceding, input.rules, input.repositoryFullName);
    return buildRevisions(input, revision, input.firstStatuses.get(revision.headSha) ?? [], expected);
  });
}

function keyOf({ changedAt, pullRequest, headSha, action }: RevisionPlace): string {
  return JSON.stringify([changedAt, pullRequest, headSha, action]);
}

function withoutRepeats<T extends RevisionPlace>(revisions: readonly T[]): readonly T[] {
  const sorted = [...revisions].sort(compareRevisions);
  return sorted.filter((revision, index) => index === 0 || compareRevisions(sorted[index - 1] as T, revision) !== 0);
}
