import { type Db, run } from '../database.ts';
import type { CommitKey, PullRequestKey } from '../projection/load-observations.ts';
import { unnest } from '../unnest.ts';

/** A deleted derived row: what the totals hold of it. */
export interface DeletedRow {
  readonly repository_id: number;
  readonly host: string;
  readonly id: string;
  readonly counted: string | null;
}

/** Deletes everything about these commits but their share in totals and buckets. Returns the deleted job runs. */
export async function deleteCommits(db: Db, commits: readonly CommitKey[]): Promise<readonly DeletedRow[]> {
  const batch = unnest({ repository_id: 'int8', host: 'text', head_sha: 'text' }, commits);
  const own = (table: string): string =>
    `${table}.repository_id = u.repository_id and ${table}.head_sha = u.head_sha and ${table}.host = u.host`;
  for (const table of ['workflow_runs', 'first_statuses', 'observation_log']) {
    await run(db, `delete from ${table} using ${batch.from} where ${own(table)}`, batch.params);
  }
  return run<DeletedRow>(
    db,
    `delete from job_runs using ${batch.from} where ${own('job_runs')} returning job_runs.repository_id, job_runs.host, job_runs.id, job_runs.counted`,
    batch.params,
  );
}

/** Deletes the revisions of these pull requests. Returns the deleted rows. */
export function deletePullRequests(db: Db, pullRequests: readonly PullRequestKey[]): Promise<readonly DeletedRow[]> {
  if (pullRequests.length === 0) return Promise.resolve([]);
  const batch = unnest({ repository_id: 'int8', host: 'text', pull_request: 'int4' }, pullRequests);
  return run<DeletedRow>(
    db,
    `delete from revisions r using ${batch.from} where r.repository_id = u.repository_id and r.pull_request = u.pull_request and r.host = u.host
     returning r.repository_id, r.host, r.id, r.counted`,
    batch.params,
  );
}

/** Deletes the verdicts on these events, of every objective, and returns them. */
export function deleteVerdictsOf(
  db: Db,
  events: readonly DeletedRow[],
): Promise<
  readonly { readonly repository_id: number; readonly host: string; readonly slo: string; readonly verdict: string }[]
> {
  const batch = unnest({ repository_id: 'int8', host: 'text', id: 'text' }, events);
  return run(
    db,
    `delete from verdicts v using ${batch.from} where v.repository_id = u.repository_id and v.event_id = u.id and v.host = u.host
     returning v.repository_id, v.host, v.slo, v.verdict`,
    batch.params,
  );
}

/** Deletes deliveries of GitHub's list that were made before `before` (ms), at most `limit`. Returns the deleted rows. */
export async function deleteOldDeliveries(db: Db, before: number, limit: number): Promise<readonly DeletedRow[]> {
  const old = await run<object>(
    db,
    `select repository_id, host, id from hook_deliveries where delivered_at < $1 limit $2`,
    [new Date(before).toISOString(), limit],
  );
  if (old.length === 0) return [];
  const batch = unnest({ repository_id: 'int8', host: 'text', id: 'text' }, old);
  return run<DeletedRow>(
    db,
    `delete from hook_deliveries d using ${batch.from} where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id
     returning d.repository_id, d.host, d.id, d.counted`,
    batch.params,
  );
}

/** Deletes log lines that tell nothing of a commit and were received before `before` (ms). */
export async function deleteOldRecords(db: Db, before: number): Promise<void> {
  await run(db, `delete from observation_log where received_at < $1 and head_sha is null`, [
    new Date(before).toISOString(),
  ]);
}
