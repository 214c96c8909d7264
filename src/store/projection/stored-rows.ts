import { type Db, run } from '../database.ts';
import { unnest } from '../unnest.ts';
import type { CommitKey } from './load-observations.ts';

/** A derived row as it stands in the database: enough to tell whether a fold changed it or no longer makes it. */
export interface StoredRow {
  readonly repository_id: number;
  readonly host: string;
  readonly id: string;
  readonly row_hash: string;
}

/** The job runs (or workflow runs) of these commits. Uses job_runs_commit or workflow_runs_commit. */
export function readCommitRows(
  db: Db,
  table: 'job_runs' | 'workflow_runs',
  commits: readonly CommitKey[],
): Promise<readonly StoredRow[]> {
  const batch = unnest({ repository_id: 'int8', host: 'text', head_sha: 'text' }, commits);
  return run(
    db,
    `select d.repository_id, d.host, d.id, d.row_hash
     from ${batch.from} join ${table} d on d.repository_id = u.repository_id and d.head_sha = u.head_sha and d.host = u.host
     ${table === 'job_runs' ? 'where not d.removed' : ''}`,
    batch.params,
  );
}

/** A revision without its provider: what a set of rows stands for. */
export interface RevisionKey {
  readonly repository_id: number;
  readonly host: string;
  readonly pull_request: number;
  readonly head_sha: string;
  readonly action: string;
  readonly changed_at: number;
}

/** The rows of these revisions, of all their providers. Uses revisions_history. */
export function readRevisionRows(db: Db, revisions: readonly RevisionKey[]): Promise<readonly StoredRow[]> {
  const columns = {
    repository_id: 'int8',
    host: 'text',
    changed_at: 'timestamptz',
    pull_request: 'int4',
    head_sha: 'text',
    action: 'text',
  } as const;
  const batch = unnest(columns, revisions);
  return run(
    db,
    `select d.repository_id, d.host, d.id, d.row_hash
     from ${batch.from} join revisions d on d.repository_id = u.repository_id and d.host = u.host and d.changed_at = u.changed_at
       and d.pull_request = u.pull_request and d.head_sha = u.head_sha and d.action = u.action
     where not d.removed`,
    batch.params,
  );
}
