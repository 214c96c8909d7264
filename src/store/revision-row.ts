import type { Quirk } from '../model/observation.ts';
import type { Revision, RevisionAction } from '../model/revision.ts';
import type { ColumnType } from './unnest.ts';

/** The columns of `revisions` that the fold makes. */
export const revisionColumns = {
  repository_id: 'int8',
  host: 'text',
  id: 'text',
  pull_request: 'int4',
  head_sha: 'text',
  action: 'text',
  changed_at: 'timestamptz',
  provider: 'text',
  expected: 'bool',
  first_status_at: 'timestamptz',
  first_status_ms: 'int8',
  first_status_by: 'text',
  superseded_at: 'timestamptz',
  closed_at: 'timestamptz',
  head_branch: 'text',
  base_branch: 'text',
  fork: 'bool',
  author_association: 'text',
  url: 'text',
  quirks: 'text[]',
} as const satisfies Record<string, ColumnType>;

export type RevisionRow = { readonly [column in keyof typeof revisionColumns]: unknown };

export function toRevisionRow(revision: Revision): RevisionRow {
  return {
    repository_id: revision.repositoryId,
    host: revision.host,
    id: revision.id,
    pull_request: revision.pullRequest,
    head_sha: revision.headSha,
    action: revision.action,
    changed_at: revision.changedAt,
    provider: revision.provider,
    expected: revision.expected,
    first_status_at: revision.firstStatusAt,
    first_status_ms: revision.firstStatusMs,
    first_status_by: revision.firstStatusBy,
    superseded_at: revision.supersededAt,
    closed_at: revision.closedAt,
    head_branch: revision.headBranch,
    base_branch: revision.baseBranch,
    fork: revision.fork,
    author_association: revision.authorAssociation,
    url: revision.url,
    quirks: revision.quirks,
  };
}

export function fromRevisionRow(row: RevisionRow): Revision {
  return {
    id: row.id as string,
    host: row.host as string,
    repositoryId: row.repository_id as number,
    pullRequest: row.pull_request as number,
    headSha: row.head_sha as string,
    action: row.action as RevisionAction,
    changedAt: row.changed_at as number,
    provider: row.provider as string,
    expected: row.expected as boolean,
    firstStatusAt: row.first_status_at as number | null,
    firstStatusMs: row.first_status_ms as number | null,
    firstStatusBy: row.first_status_by as string | null,
    supersededAt: row.superseded_at as number | null,
    closedAt: row.closed_at as number | null,
    headBranch: row.head_branch as string | null,
    baseBranch: row.base_branch as string | null,
    fork: row.fork as boolean | null,
    authorAssociation: row.author_association as string | null,
    url: row.url as string | null,
    quirks: row.quirks as readonly Quirk[],
  };
}
