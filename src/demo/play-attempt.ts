import type { ActionsJobPlan } from './actions-jobs.ts';
import type { MonthScript } from './month-script.ts';
import { checkSuitePayload } from './payload/check.ts';
import { workflowRunPayload } from './payload/workflow.ts';
import type { Random } from './random.ts';
import { type JobPlace, playActionsJob } from './script-actions-job.ts';
import type { ScriptedHead } from './script-head.ts';

/** Plays one attempt's run and jobs; returns its end (ms), or null when a job of it never ends. */
export function playAttempt(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  place: JobPlace,
  jobs: readonly ActionsJobPlan[],
): number | null {
  const { workflow, check } = place;
  const begin = workflow.runStartedAt;
  script.say('workflow_run', begin, () => workflowRunPayload(workflow, 'requested', begin, null));
  for (const job of jobs) playActionsJob(script, random.child(job.name), head, place, job);
  const starts = jobs.map((job) => job.startedAt).filter((time) => time !== null);
  // Never, when no job starts: the script leaves out what lies behind its horizon.
  const first = Math.min(...starts);
  script.say('workflow_run', first, () => workflowRunPayload(workflow, 'in_progress', first, null));
  const ends = jobs.map((job) => job.finishedAt).filter((time) => time !== null);
  if (ends.length < jobs.length) return null;
  const end = Math.max(...ends) + 2000;
  const conclusion = conclusionOf(jobs);
  script.say('workflow_run', end, () => workflowRunPayload(workflow, 'completed', end, conclusion));
  script.say('check_suite', end, () =>
    checkSuitePayload(check, 'completed', { at: end, conclusion, checkRuns: jobs.length }),
  );
  return end;
}

function conclusionOf(jobs: readonly ActionsJobPlan[]): string {
  if (jobs.some(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out')) return 'failure';
  return jobs.some(({ conclusion }) => conclusion === 'cancelled') ? 'cancelled' : 'success';
}
