import type { Fields } from '../normalize/fields.ts';
import { readObject, readObjectsAt } from '../normalize/rest/read-objects.ts';
import { readRunState, trimWorkflowRun, workflowJobFact, workflowRunFact } from '../normalize/rest/workflow-facts.ts';
import type { BackfillTask, ItemContent } from './backfill-task.ts';

/** Of a run that was repeated very often only the last attempts are read. */
const mostAttempts = 100;

/**
 * All attempts of a workflow run with all their jobs.
 * https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
 * https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run-attempt
 */
export async function fetchWorkflowRun({ reader, path }: BackfillTask, listed: Fields): Promise<ItemContent | null> {
  const { id, hasEnded } = readRunState(listed);
  const run = `${path}/actions/runs/${id}`;
  // It may have ended since it was listed.
  const latest = hasEnded ? listed : (await reader.page(run, {}, readObject))?.value;
  if (latest === undefined) return null;
  const jobs = await reader.list(`${run}/jobs`, { filter: 'all' }, readObjectsAt('jobs'));
  if (jobs === null) return null;
  const attempts: Fields[] = [latest];
  const last = readRunState(latest).attempt;
  for (let attempt = last - 1; attempt >= Math.max(1, last - mostAttempts); attempt -= 1) {
    const earlier = await reader.page(`${run}/attempts/${attempt}`, {}, readObject);
    if (earlier !== null) attempts.push(trimWorkflowRun(earlier.value));
  }
  return {
    facts: [...attempts.map((attempt) => workflowRunFact(attempt, jobs)), ...jobs.map(workflowJobFact)],
    found: [],
  };
}
