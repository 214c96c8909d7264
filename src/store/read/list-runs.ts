import type { Db } from '../database.ts';
import { fromJobRunRow, type JobRunRow, jobRunColumns } from '../job-run-row.ts';
import type { Page, RunFilter, RunView, WorkflowRunView } from '../store.ts';
import { fromWorkflowRunRow, type WorkflowRunRow, workflowRunColumns } from '../workflow-run-row.ts';
import { type ListQuery, listPage, timeParam } from './list-page.ts';

const join = 'join repositories r on r.repository_id = t.repository_id and r.host = t.host';
const select = (columns: object): string =>
  [...Object.keys(columns).map((name) => `t.${name}`), 'r.full_name as repository'].join(', ');

/** Job runs, newest queued first. Uses job_runs_queued. */
export async function listRuns(db: Db, filter: RunFilter): Promise<Page<RunView>> {
  const query = conditionsOf(filter, [
    ['not t.removed and ?::boolean', true],
    ['t.kind = ?', filter.kind],
    ['t.provider = ?', filter.provider],
    ['t.finished_at is null and t.superseded_at is null and t.queued_at < ?', timeParam(filter.openBefore)],
  ]);
  const page = await listPage<JobRunRow & { readonly repository: string }>(
    db,
    { select: select(jobRunColumns), from: `job_runs t ${join}`, timeColumn: 'queued_at' },
    query,
  );
  return { items: page.items.map((row) => ({ ...fromJobRunRow(row), repository: row.repository })), next: page.next };
}

/** Workflow runs, newest queued first. Uses workflow_runs_queued. */
export async function listWorkflowRuns(db: Db, filter: RunFilter): Promise<Page<WorkflowRunView>> {
  const page = await listPage<WorkflowRunRow & { readonly repository: string }>(
    db,
    { select: select(workflowRunColumns), from: `workflow_runs t ${join}`, timeColumn: 'queued_at' },
    conditionsOf(filter, []),
  );
  return {
    items: page.items.map((row) => ({ ...fromWorkflowRunRow(row), repository: row.repository })),
    next: page.next,
  };
}

function conditionsOf(filter: RunFilter, more: ListQuery['conditions']): ListQuery {
  return {
    conditions: [
      ['lower(r.full_name) = lower(?)', filter.repository],
      ['t.state = ?', filter.state],
      ['t.queued_at >= ?', timeParam(filter.since)],
      ['t.queued_at < ?', timeParam(filter.until)],
      ['t.head_sha = ?', filter.headSha],
      ...more,
    ],
    limit: filter.limit,
    cursor: filter.cursor,
  };
}
