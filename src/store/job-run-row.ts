import type { JobRun } from '../model/job-run.ts';
import { type FoldedRow, foldedRows } from './folded-row.ts';

const rows = foldedRows('job_runs');

/** The columns of `job_runs` that the fold makes, with their types. */
export const jobRunColumns = rows.columns;

/** A row of `job_runs` as the database hands it out: every column of the fold, times in ms. */
export type JobRunRow = FoldedRow<'job_runs'>;

/** The row of a job run. */
export const toJobRunRow: (run: JobRun) => JobRunRow = rows.toRow;

/** The job run of a row. */
export const fromJobRunRow: (row: JobRunRow) => JobRun = rows.toModel;
