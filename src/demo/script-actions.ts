import { type ActionsJobPlan, planActionsJobs } from './actions-jobs.ts';
import type { MonthScript } from './month-script.ts';
import { type CheckPlace, checkSuitePayload } from './payload/check.ts';
import { type WorkflowPlace, workflowRunPayload } from './payload/workflow.ts';
import type { Random } from './random.ts';
import { type JobPlace, playActionsJob, playCopiedJob } from './script-actions-job.ts';
import type { ScriptedHead } from './script-head.ts';

const minuteMs = 60_000;

/** Scripts the Actions workflow of a head: its jobs, their cancellation by a newer push, and now and then a second attempt. */
export function scriptActions(script: MonthScript, random: Random, head: ScriptedHead): void {
  const createdAt = head.from + random.between(1, 4) * 1000;
  const runId = script.nextId();
  const suiteId = script.nextId();
  const workflow: WorkflowPlace = {
    repository: head.repository,
    workflow: 'CI',
    runId,
    runNumber: runId % 10_000,
    attempt: 1,
    suiteId,
    sha: head.sha,
    branch: head.branch,
    event: head.event,
    actor: head.actor,
    pullRequests: head.pullRequests,
    createdAt,
    runStartedAt: createdAt,
  };
  const check: CheckPlace = {
    repository: head.repository,
    app: 'github-actions',
    sha: head.sha,
    suiteId,
    branch: head.fork ? null : head.branch,
    pullRequests: head.pullRequests,
  };
  script.say('check_suite', head.from, () =>
    checkSuitePayload(check, 'requested', { at: head.from, conclusion: null, checkRuns: 0 }),
  );

  const planned = planActionsJobs(random, head.repository, head.event, createdAt + 1000);
  const cancelAt =
    head.replacedAt !== null && random.chance(0.5) ? head.replacedAt + random.between(2, 6) * 1000 : null;
  const jobs = cancelAt === null ? planned : planned.map((job) => cancelled(job, cancelAt));
  const end = playAttempt(script, random, head, { workflow, check }, jobs);
  if (end === null || !jobs.some(({ conclusion }) => conclusion === 'failure')) return;

  const again = end + random.between(3, 60) * minuteMs;
  if (random.chance(0.25) && again < (head.replacedAt ?? Number.POSITIVE_INFINITY)) {
    playSecondAttempt(
      script,
      random,
      head,
      { workflow: { ...workflow, attempt: 2, runStartedAt: again }, check },
      jobs,
    );
  }
}

/** What a newer push leaves of a job that it finds unfinished at `at` (ms). */
function cancelled(job: ActionsJobPlan, at: number): ActionsJobPlan {
  if (job.finishedAt !== null && job.finishedAt <= at) return job;
  const started = job.startedAt !== null && job.startedAt < at;
  return {
    ...job,
    startedAt: started ? job.startedAt : null,
    finishedAt: at,
    conclusion: 'cancelled',
    outcome: 'cancelled',
    steps: started ? ['Set up job', 'Run make'] : [],
  };
}

/** Plays one attempt's run and jobs; returns its end (ms), or null when a job of it never ends. */
function playAttempt(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  place: JobPlace,
  jobs: readonly ActionsJobPlan[],
): number | null {
  const { workflow, check } = place;
  const begin = workflow.runStartedAt;
  script.say('workflow_run', begin, () => workflowRunPayload(workflow, 'requested', begin, null));
  for (const job of jobs) playActionsJob(script, random, head, place, job);
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

/** "Re-run failed jobs": what had succeeded is copied, what had failed runs again and succeeds. */
function playSecondAttempt(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  place: JobPlace,
  jobs: readonly ActionsJobPlan[],
): void {
  const at = place.workflow.runStartedAt + 1000;
  const fresh = planActionsJobs(random, head.repository, head.event, at);
  const again: ActionsJobPlan[] = [];
  for (const job of jobs) {
    if (job.conclusion === 'success') playCopiedJob(script, place, job, at);
    const renewed = fresh.find(({ name }) => name === job.name);
    if (job.conclusion === 'failure' && renewed !== undefined) again.push(renewed);
  }
  playAttempt(script, random, head, place, again);
}
