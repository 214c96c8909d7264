import { type ActionsJobPlan, planActionsJobs } from './actions-jobs.ts';
import type { Incidents } from './incidents.ts';
import type { MonthScript } from './month-script.ts';
import { openWorkflow } from './open-workflow.ts';
import { playAttempt } from './play-attempt.ts';
import type { Random } from './random.ts';
import { type JobPlace, playCopiedJob } from './script-actions-job.ts';
import type { ScriptedHead } from './script-head.ts';

const minuteMs = 60_000;

/** Scripts the Actions workflow of a head: its jobs, their cancellation by a newer push, and now and then a second attempt. */
export function scriptActions(script: MonthScript, random: Random, head: ScriptedHead, incidents: Incidents): void {
  const createdAt = head.from + random.between(1, 4) * 1000;
  const isCancelled = random.chance(0.5);
  const cancelDelay = random.between(2, 6) * 1000;
  const isRunAgain = random.chance(0.25);
  const againDelay = random.between(3, 60) * minuteMs;
  const place = openWorkflow(script, head, createdAt);
  const planned = planActionsJobs(random, head.repository, head.event, createdAt + 1000, incidents);
  const cancelAt = head.replacedAt !== null && isCancelled ? head.replacedAt + cancelDelay : null;
  const jobs = cancelAt === null ? planned : planned.map((job) => cancelled(job, cancelAt));
  const end = playAttempt(script, random, head, place, jobs);
  if (end === null || !jobs.some(({ conclusion }) => conclusion === 'failure')) return;

  const again = end + againDelay;
  if (isRunAgain && again < (head.replacedAt ?? Number.POSITIVE_INFINITY)) {
    const workflow = { ...place.workflow, attempt: 2, runStartedAt: again };
    const second = random.child('attempt 2');
    const fresh = planActionsJobs(second, head.repository, head.event, again + 1000, incidents);
    playSecondAttempt(script, second, head, { ...place, workflow }, jobs, fresh);
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

/** "Re-run failed jobs": what had succeeded is copied, what had failed runs again and succeeds. */
function playSecondAttempt(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  place: JobPlace,
  jobs: readonly ActionsJobPlan[],
  fresh: readonly ActionsJobPlan[],
): void {
  const at = place.workflow.runStartedAt + 1000;
  const again: ActionsJobPlan[] = [];
  for (const job of jobs) {
    if (job.conclusion === 'success') playCopiedJob(script, place, job, at);
    const renewed = fresh.find(({ name }) => name === job.name);
    if (job.conclusion === 'failure' && renewed !== undefined) again.push(renewed);
  }
  playAttempt(script, random, head, place, again);
}
