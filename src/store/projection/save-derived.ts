import { createHash } from 'node:crypto';
import type { JobRun, WorkflowRun } from '../../model/job-run.ts';
import type { Revision } from '../../model/revision.ts';
import type { Db } from '../database.ts';
import type { FoldedTable } from '../folded-row.ts';
import { insertRows } from '../insert-rows.ts';
import { jobRunColumns, toJobRunRow } from '../job-run-row.ts';
import { laneOf } from '../lane.ts';
import { revisionColumns, toRevisionRow } from '../revision-row.ts';
import { type Marks, markColumns } from '../settlement/save-settled.ts';
import type { BatchType } from '../unnest.ts';
import { toWorkflowRunRow, workflowRunColumns } from '../workflow-run-row.ts';
import { rememberMoves } from './moves.ts';
import { deleteDerived, markRemoved } from './remove-derived.ts';
import type { StoredRow, StoredRun } from './stored-rows.ts';

/** A short fingerprint of a row: equal rows have equal ones, so an unchanged row is neither written nor judged again. */
export function rowHash(row: object): string {
  return createHash('sha1').update(JSON.stringify(row)).digest('base64').slice(0, 22);
}

/** Where and when a fold writes. */
export interface Saving {
  /** The fold generation that the rows belong to. */
  readonly generation: number;
  /** When changed rows are to be settled: when we received the oldest of what changed them, ms. */
  readonly dueAt: number;
}

/** A row that is new or changed, with the stored one of its id. */
export interface Changed<Model> {
  readonly row: Model;
  readonly before: StoredRow | undefined;
}

/** Settles rows before they are written, and tells what to leave on those that are new or changed. `gone`: rows that will be deleted. */
export type Judge<Model> = (
  changed: readonly Changed<Model>[],
  gone: readonly StoredRow[],
) => Promise<readonly Marks[]>;

/**
 * Makes the stored job runs those of the fold: writes what is new or changed, takes away what the fold no longer makes. `stored` are the
 * rows that stand there now. Without a judge the rows are made due, and what is no longer made is marked, so that settling finds both.
 */
export async function saveJobRuns(
  db: Db,
  saving: Saving,
  runs: readonly JobRun[],
  stored: readonly StoredRun[],
  judge: Judge<JobRun> | null = null,
): Promise<void> {
  const { changed, gone } = compare(runs, toJobRunRow, stored);
  const marks = judge === null ? null : await judge(changed, gone);
  await upsert(db, saving, 'job_runs', { ...jobRunColumns, ...placeColumns }, changed.map(withMoves), marks);
  await remove(db, saving, 'job_runs', gone, marks);
}

/** The same for revision rows, whose place in the list never changes. */
export async function saveRevisions(
  db: Db,
  saving: Saving,
  revisions: readonly Revision[],
  stored: readonly StoredRow[],
  judge: Judge<Revision> | null = null,
): Promise<void> {
  const { changed, gone } = compare(revisions, toRevisionRow, stored);
  const marks = judge === null ? null : await judge(changed, gone);
  const rows = changed.map(({ written }) => written);
  await upsert(db, saving, 'revisions', revisionColumns, rows, marks);
  await remove(db, saving, 'revisions', gone, marks);
}

/** The same for workflow runs, which nothing counts. */
export async function saveWorkflowRuns(
  db: Db,
  saving: Saving,
  runs: readonly WorkflowRun[],
  stored: readonly StoredRun[],
): Promise<void> {
  const { changed, gone } = compare(runs, toWorkflowRunRow, stored);
  await upsert(db, saving, 'workflow_runs', { ...workflowRunColumns, ...placeColumns }, changed.map(withMoves), null);
  await deleteDerived(db, saving.generation, 'workflow_runs', gone);
}

const placeColumns = { moved_at: 'timestamptz', moves: 'jsonb' } as const satisfies Record<string, BatchType>;

/** A change with the row to write. */
interface Change<Model, Row, Stored> {
  readonly row: Model;
  readonly before: Stored | undefined;
  readonly written: Row & { readonly row_hash: string };
}

/** Rows whose fingerprint is not the stored one, and the stored ones that are not among the rows. A removed row that is made again has changed. */
function compare<Model, Row extends { readonly id: string }, Stored extends StoredRow>(
  models: readonly Model[],
  toRow: (model: Model) => Row,
  stored: readonly Stored[],
): { readonly changed: readonly Change<Model, Row, Stored>[]; readonly gone: readonly Stored[] } {
  const left = new Map(stored.map((row) => [row.id, row]));
  const changed = models.flatMap((model) => {
    const row = toRow(model);
    const row_hash = rowHash(row);
    const before = left.get(row.id);
    left.delete(row.id);
    return before?.row_hash === row_hash && !before.removed
      ? []
      : [{ row: model, before, written: { ...row, row_hash } }];
  });
  return { changed, gone: [...left.values()].filter(({ removed }) => !removed) };
}

function withMoves<Row extends { readonly queued_at: number }>({
  written,
  before,
}: Change<unknown, Row, StoredRun>): object {
  return { ...written, ...rememberMoves(before, written.queued_at) };
}

/** What is on a row that settling has still to find: a row that has been due for longer stays so. */
const made = (table: FoldedTable): string => `due_at = least(${table}.due_at, excluded.due_at)`;
const settled = Object.keys(markColumns)
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');

async function upsert(
  db: Db,
  { generation, dueAt }: Saving,
  table: FoldedTable,
  columns: Readonly<Record<string, BatchType>>,
  rows: readonly object[],
  marks: readonly Marks[] | null,
): Promise<void> {
  const isSettled = table !== 'workflow_runs';
  const all: Record<string, BatchType> = { ...columns, row_hash: 'text', ...(isSettled ? { lane: 'int2' } : {}) };
  const changes = Object.keys(all)
    .filter((name) => !['repository_id', 'host', 'id'].includes(name))
    .map((name) => `${name} = excluded.${name}`);
  if (isSettled) changes.push('removed = false', marks === null ? made(table) : settled);
  const own = marks === null ? { due_at: markColumns.due_at } : markColumns;
  await insertRows(db, {
    table,
    columns: { ...all, generation: 'int4', ...(isSettled ? own : {}) },
    rows: rows.map((row, index) => ({
      ...row,
      generation,
      lane: laneOfRow(row),
      ...(marks === null ? { due_at: dueAt } : marks[index]),
    })),
    ending: `on conflict (repository_id, id, generation, host) do update set ${changes.join(', ')}`,
  });
}

/** With marks the rows are settled: nothing counts them any more. */
async function remove(
  db: Db,
  { generation, dueAt }: Saving,
  table: 'job_runs' | 'revisions',
  gone: readonly StoredRow[],
  marks: readonly Marks[] | null,
): Promise<void> {
  if (marks === null) await markRemoved(db, generation, table, gone, dueAt);
  else await deleteDerived(db, generation, table, gone);
}

function laneOfRow(row: object): number {
  const { host, repository_id } = row as { host: string; repository_id: number };
  return laneOf(host, repository_id);
}
