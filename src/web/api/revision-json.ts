import { webUrl } from '../../model/web-url.ts';
import type { RevisionView } from '../../store/read/view.ts';
import { isoTime } from './iso-time.ts';
import { seconds } from './seconds.ts';

/** A revision, and what one provider answered, as `/api/revisions` shows it. */
export function revisionJson(revision: RevisionView) {
  return {
    repository: revision.repository,
    pull_request: revision.pullRequest,
    head_sha: revision.headSha,
    action: revision.action,
    changed_at: isoTime(revision.changedAt),
    provider: revision.provider,
    first_status_at: isoTime(revision.firstStatusAt),
    first_status_seconds: seconds(revision.firstStatusMs),
    verdict: revision.verdict,
    superseded: revision.supersededAt !== null,
    closed_at: isoTime(revision.closedAt),
    id: revision.id,
    host: revision.host,
    expected: revision.expected,
    first_status_by: revision.firstStatusBy,
    superseded_at: isoTime(revision.supersededAt),
    draft: revision.draft,
    author: revision.author,
    sender: revision.sender,
    nobody_expected: revision.nobodyExpected,
    answered_before: revision.answeredBefore,
    abandoned_at: isoTime(revision.abandonedAt),
    abandoned_by: revision.abandonedBy,
    head_branch: revision.headBranch,
    base_branch: revision.baseBranch,
    fork: revision.fork,
    author_association: revision.authorAssociation,
    url: webUrl(revision.url),
    quirks: revision.quirks,
  };
}
