import type { Fields } from '../normalize/fields.ts';
import type { BackfillTask, ItemContent } from './backfill-task.ts';
import { readObject, readObjectsAt } from './read-shape.ts';
import { trimWorkflowRun, workflowJobFact, workflowRunFact } from './workflow-facts.ts';

/** A run may be repeated so often that its first attempts interest nobody. */
const mostAttempts = 100;

/**
 * All attempts of a workflow run with all their jobs.
 * https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
 * https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run-attempt
 */
export async function readWorkflowRun({ reader, path }: BackfillTask, listed: Fields): Promise<ItemContent | null> {
  const run = `${path}/actions/runs/${listed['id']}`;
  // It may have ended since it was listed.
  const latest = listed['status'] === 'completed' ? listed : (await reader.page(run, {}, readObject))?.value;
  if (latest === undefined) return null;
  const jobs = await reader.list(`${run}/jobs`, { filter: 'all' }, readObjectsAt('jobs'));
  if (jobs === null) return null;
  const attempts: Fields[] = [latest];
  const last = typeof latest['run_attempt'] === 'number' ? latest['run_attempt'] : 1;
  for (let attempt = last - 1; attempt >= Math.max(1, last - mostAttempts); attempt -= 1) {
    const earlier = await reader.page(`${run}/attempts/${attempt}`, {}, readObject);
    if (earlier !== null) attempts.push(trimWorkflowRun(earlier.value));
  }
  return {
    facts: [...attempts.map((attempt) => workflowRunFact(attempt, jobs)), ...jobs.map(workflowJobFact)],
    found: [],
  };
}
