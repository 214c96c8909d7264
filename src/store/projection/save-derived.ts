import { createHash } from 'node:crypto';
import type { JobRun, WorkflowRun } from '../../model/job-run.ts';
import type { Revision } from '../../model/revision.ts';
import type { Db } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import { jobRunColumns, toJobRunRow } from '../job-run-row.ts';
import { laneOf } from '../lane.ts';
import { revisionColumns, toRevisionRow } from '../revision-row.ts';
import type { ColumnType } from '../unnest.ts';
import { toWorkflowRunRow, workflowRunColumns } from '../workflow-run-row.ts';
import { deleteWorkflowRuns, markRemoved } from './remove-derived.ts';
import type { StoredRow } from './stored-rows.ts';

type FoldedTable = 'job_runs' | 'workflow_runs' | 'revisions';

/** A short fingerprint of a row: equal rows have equal ones, so an unchanged row is neither written nor judged again. */
export function rowHash(row: object): string {
  return createHash('sha1').update(JSON.stringify(row)).digest('base64').slice(0, 22);
}

/**
 * Makes the stored job runs those of the fold: writes what is new or changed and makes it due at `now` (ms), marks what
 * the fold no longer makes. `stored` are the rows that stand there now.
 */
export async function saveJobRuns(
  db: Db,
  runs: readonly JobRun[],
  stored: readonly StoredRow[],
  now: number,
): Promise<void> {
  const gone = await upsertChanged(db, 'job_runs', jobRunColumns, runs.map(toJobRunRow), stored, now);
  await markRemoved(db, 'job_runs', gone, now);
}

/** The same for revision rows. */
export async function saveRevisions(
  db: Db,
  revisions: readonly Revision[],
  stored: readonly StoredRow[],
  now: number,
): Promise<void> {
  const gone = await upsertChanged(db, 'revisions', revisionColumns, revisions.map(toRevisionRow), stored, now);
  await markRemoved(db, 'revisions', gone, now);
}

/** The same for workflow runs, which are never due: what the fold no longer makes goes at once. */
export async function saveWorkflowRuns(
  db: Db,
  runs: readonly WorkflowRun[],
  stored: readonly StoredRow[],
): Promise<void> {
  const gone = await upsertChanged(db, 'workflow_runs', workflowRunColumns, runs.map(toWorkflowRunRow), stored, null);
  await deleteWorkflowRuns(db, gone);
}

/** Writes rows whose fingerprint is not the stored one; returns the stored ones that are not among the rows. */
async function upsertChanged(
  db: Db,
  table: FoldedTable,
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly (object & { readonly id: unknown })[],
  stored: readonly StoredRow[],
  dueAt: number | null,
): Promise<readonly StoredRow[]> {
  const left = new Map(stored.map((row) => [row.id, row]));
  const changed = rows.flatMap((row) => {
    const row_hash = rowHash(row);
    const before = left.get(row.id as string);
    left.delete(row.id as string);
    return before?.row_hash === row_hash ? [] : [{ ...row, row_hash }];
  });
  await upsert(db, table, columns, changed, dueAt);
  return [...left.values()];
}

async function upsert(
  db: Db,
  table: FoldedTable,
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly object[],
  dueAt: number | null,
): Promise<void> {
  const extra: Record<string, ColumnType> =
    dueAt === null ? { row_hash: 'text' } : { row_hash: 'text', lane: 'int2', due_at: 'timestamptz' };
  const all = { ...columns, ...extra };
  const changes = Object.keys(all)
    .filter((name) => !['repository_id', 'host', 'id'].includes(name))
    .map((name) => `${name} = excluded.${name}`);
  const revive = dueAt === null ? '' : ', removed = false';
  await insertRows(db, {
    table,
    columns: all,
    rows: rows.map((row) => ({ ...row, lane: laneOfRow(row), due_at: dueAt })),
    ending: `on conflict (repository_id, host, id) do update set ${changes.join(', ')}${revive}`,
  });
}

function laneOfRow(row: object): number {
  const { host, repository_id } = row as { host: string; repository_id: number };
  return laneOf(host, repository_id);
}
