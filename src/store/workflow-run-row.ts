import type { WorkflowRun } from '../model/job-run.ts';
import { type FoldedRow, foldedRows } from './folded-row.ts';

const rows = foldedRows('workflow_runs');

/** The columns of `workflow_runs` that the fold makes, with their types. */
export const workflowRunColumns = rows.columns;

/** A row of `workflow_runs` as the database hands it out: every column of the fold, times in ms. */
export type WorkflowRunRow = FoldedRow<'workflow_runs'>;

/** The row of a workflow run. */
export const toWorkflowRunRow: (run: WorkflowRun) => WorkflowRunRow = rows.toRow;

/** The workflow run of a row. */
export const fromWorkflowRunRow: (row: WorkflowRunRow) => WorkflowRun = rows.toModel;
