import { type Db, run } from '../database.ts';
import { unnest } from '../unnest.ts';
import type { StoredRow } from './stored-rows.ts';

const keyColumns = { repository_id: 'int8', host: 'text', id: 'text' } as const;

/** Marks rows that the fold no longer makes, so that settling takes them out of the totals; `now` in ms. */
export async function markRemoved(
  db: Db,
  table: 'job_runs' | 'revisions',
  rows: readonly StoredRow[],
  now: number,
): Promise<void> {
  if (rows.length === 0) return;
  const batch = unnest(keyColumns, rows, 2);
  await run(
    db,
    `update ${table} d set removed = true, due_at = $1::timestamptz from ${batch.from} where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id`,
    [new Date(now).toISOString(), ...batch.params],
  );
}

/** Deletes workflow runs that the fold no longer makes; nothing counts them. */
export async function deleteWorkflowRuns(db: Db, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  const batch = unnest(keyColumns, rows);
  await run(
    db,
    `delete from workflow_runs d using ${batch.from} where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id`,
    batch.params,
  );
}
