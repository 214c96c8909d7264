import type { SloEvent } from '../model/objective.ts';
import type { Revision } from '../model/revision.ts';

/**
 * A revision, as one provider (or `any`) answered it, as conditions see it: the `revision` columns of `columns`.
 * Times stay in milliseconds, the time to the first status becomes seconds, what is not known is null.
 */
export function eventOfRevision(revision: Revision, repositoryFullName: string): SloEvent {
  return {
    repository: repositoryFullName,
    repository_id: revision.repositoryId,
    host: revision.host,
    pull_request: revision.pullRequest,
    head_sha: revision.headSha,
    action: revision.action,
    provider: revision.provider,
    expected: revision.expected,
    changed_at: revision.changedAt,
    first_status_at: revision.firstStatusAt,
    first_status_seconds: revision.firstStatusMs === null ? null : revision.firstStatusMs / 1000,
    first_status_by: revision.firstStatusBy,
    closed_at: revision.closedAt,
    superseded_at: revision.supersededAt,
    abandoned_at: revision.abandonedAt,
    abandoned_by: revision.abandonedBy,
    nobody_expected: revision.nobodyExpected,
    answered_before: revision.answeredBefore,
    draft: revision.draft,
    author: revision.author,
    sender: revision.sender,
    head_branch: revision.headBranch,
    base_branch: revision.baseBranch,
    fork: revision.fork,
    author_association: revision.authorAssociation,
  };
}
