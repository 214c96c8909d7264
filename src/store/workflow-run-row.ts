import type { JobState, WorkflowRun } from '../model/job-run.ts';
import type { ColumnType } from './unnest.ts';

/** The columns of `workflow_runs` that the fold makes. */
export const workflowRunColumns = {
  repository_id: 'int8',
  host: 'text',
  id: 'text',
  head_sha: 'text',
  run_id: 'int8',
  attempt: 'int4',
  workflow: 'text',
  event: 'text',
  branch: 'text',
  state: 'text',
  queued_at: 'timestamptz',
  finished_at: 'timestamptz',
  duration_ms: 'int8',
  url: 'text',
} as const satisfies Record<string, ColumnType>;

export type WorkflowRunRow = { readonly [column in keyof typeof workflowRunColumns]: unknown };

export function toWorkflowRunRow(run: WorkflowRun): WorkflowRunRow {
  return {
    repository_id: run.repositoryId,
    host: run.host,
    id: run.id,
    head_sha: run.headSha,
    run_id: run.runId,
    attempt: run.attempt,
    workflow: run.workflow,
    event: run.event,
    branch: run.branch,
    state: run.state,
    queued_at: run.queuedAt,
    finished_at: run.finishedAt,
    duration_ms: run.durationMs,
    url: run.url,
  };
}

export function fromWorkflowRunRow(row: WorkflowRunRow): WorkflowRun {
  return {
    id: row.id as string,
    host: row.host as string,
    repositoryId: row.repository_id as number,
    headSha: row.head_sha as string,
    runId: row.run_id as number,
    attempt: row.attempt as number,
    workflow: row.workflow as string,
    event: row.event as string | null,
    branch: row.branch as string | null,
    state: row.state as JobState,
    queuedAt: row.queued_at as number,
    finishedAt: row.finished_at as number | null,
    durationMs: row.duration_ms as number | null,
    url: row.url as string | null,
  };
}
