import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import type { CommitKey } from './load-observations.ts';
import type { StoredPlace } from './moves.ts';

/** A derived row as it stands in the database: enough to tell whether a fold changed it or no longer makes it. */
export interface StoredRow {
  readonly repository_id: number;
  readonly host: string;
  readonly id: string;
  readonly row_hash: string;
  /** What the totals hold of it; null: nothing. */
  readonly counted: string | null;
  /** True for a row that the fold no longer makes and that still waits to be un-counted. */
  readonly removed: boolean;
}

/** A run as it stands in the database, with its place in the list. */
export interface StoredRun extends StoredRow, StoredPlace {}

/** The job runs (or workflow runs) of these commits in a fold generation, removed ones too. Uses job_runs_commit or workflow_runs_commit. */
export function readCommitRows(
  db: Db,
  generation: number,
  table: 'job_runs' | 'workflow_runs',
  commits: readonly CommitKey[],
): Promise<readonly StoredRun[]> {
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text', head_sha: 'text' }, commits, 2);
  return run(
    db,
    `select d.repository_id, d.host, d.id, d.row_hash, d.queued_at, d.moves, ${table === 'job_runs' ? 'd.counted, d.removed' : 'null as counted, false as removed'},
       (extract(epoch from now()) * 1000)::int8 as read_at
     from ${batch.from} join ${table} d on d.repository_id = u.repository_id and d.head_sha = u.head_sha and d.host = u.host ${batch.within('d')}
     where d.generation = $1`,
    [generation, ...batch.params],
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

/** The rows of these revisions in a fold generation, of all their providers, removed ones too. Uses revisions_history. */
export function readRevisionRows(
  db: Db,
  generation: number,
  revisions: readonly RevisionKey[],
): Promise<readonly StoredRow[]> {
  const columns = {
    repository_id: 'int8',
    host: 'text',
    changed_at: 'timestamptz',
    pull_request: 'int4',
    head_sha: 'text',
    action: 'text',
  } as const;
  const batch = shardBatch(db, columns, revisions, 2);
  return run(
    db,
    `select d.repository_id, d.host, d.id, d.row_hash, d.counted, d.removed
     from ${batch.from} join revisions d on d.repository_id = u.repository_id and d.host = u.host and d.changed_at = u.changed_at
       and d.pull_request = u.pull_request and d.head_sha = u.head_sha and d.action = u.action ${batch.within('d')}
     where d.generation = $1`,
    [generation, ...batch.params],
  );
}
