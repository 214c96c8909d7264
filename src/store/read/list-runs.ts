import { columnsOf } from '../columns-of.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { fromJobRunRow, jobRunColumns } from '../job-run-row.ts';
import { fromWorkflowRunRow, workflowRunColumns } from '../workflow-run-row.ts';
import { namedRowConditions, namedRows } from './named-rows.ts';
import { dueJobs, openJobs } from './open-jobs.ts';
import { readPage } from './read-page.ts';
import type { SeenRepositories } from './seen-repositories.ts';
import type { Page, RunFilter, RunView, WorkflowRunView } from './view.ts';

/** Job runs, newest queued first. Uses job_runs_queued. */
export async function listRuns(db: Db, scope: SeenRepositories, filter: RunFilter): Promise<Page<RunView>> {
  const { kind, provider, state, openBefore, overdueBefore } = filter;
  const { fold } = await readShown(db);
  if (fold === null) return { items: [], next: null };
  const page = await readPage(db, { time: 't.queued_at', moves: true }, filter, ({ at, condition }) =>
    namedRows(db, 'job_runs')
      .select(columnsOf(jobRunColumns))
      .select('r.full_name as repository')
      .select(at.as('place_at'))
      .where((t) =>
        t.and([
          ...namedRowConditions(fold, scope, filter),
          t.not('t.removed'),
          ...(kind === undefined ? [] : [t('t.kind', '=', kind)]),
          ...(provider === undefined ? [] : [t('t.provider', '=', provider)]),
          ...(state === undefined ? [] : [t('t.state', '=', state)]),
          ...(openBefore === undefined ? [] : [openJobs, t('t.queued_at', '<', instant(openBefore))]),
          ...(overdueBefore === undefined ? [] : [dueJobs, t('t.queued_at', '<', instant(overdueBefore))]),
          condition,
        ]),
      ),
  );
  return { items: page.items.map((row) => ({ ...fromJobRunRow(row), repository: row.repository })), next: page.next };
}

/** Workflow runs, newest queued first. Uses workflow_runs_queued. */
export async function listWorkflowRuns(
  db: Db,
  scope: SeenRepositories,
  filter: RunFilter,
): Promise<Page<WorkflowRunView>> {
  const { state } = filter;
  const { fold } = await readShown(db);
  if (fold === null) return { items: [], next: null };
  const page = await readPage(db, { time: 't.queued_at', moves: true }, filter, ({ at, condition }) =>
    namedRows(db, 'workflow_runs')
      .select(columnsOf(workflowRunColumns))
      .select('r.full_name as repository')
      .select(at.as('place_at'))
      .where((t) =>
        t.and([
          ...namedRowConditions(fold, scope, filter),
          ...(state === undefined ? [] : [t('t.state', '=', state)]),
          condition,
        ]),
      ),
  );
  return {
    items: page.items.map((row) => ({ ...fromWorkflowRunRow(row), repository: row.repository })),
    next: page.next,
  };
}
