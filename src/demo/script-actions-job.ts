import type { ActionsJobPlan } from './actions-jobs.ts';
import type { MonthScript } from './month-script.ts';
import { type CheckPlace, type CheckRunWords, checkRunPayload } from './payload/check.ts';
import { type WorkflowJobWords, type WorkflowPlace, workflowJobPayload } from './payload/workflow.ts';
import type { Random } from './random.ts';
import { commitOf, type ScriptedHead } from './script-head.ts';

/** Where a job of an attempt stands, as its two kinds of delivery see it. */
export interface JobPlace {
  readonly workflow: WorkflowPlace;
  readonly check: CheckPlace;
}

/** Plays one Actions job: `workflow_job` for each step of its life and, for most jobs, `check_run` with the same id. Adds it to the truth. */
export function playActionsJob(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  place: JobPlace,
  plan: ActionsJobPlan,
): void {
  const id = script.nextId();
  const ran = plan.steps.length > 0;
  const hasCheck = random.chance(0.35);
  const rewritten = ran && random.chance(0.1);
  const { decidedAt } = plan;
  const words = { id, name: plan.name, createdAt: plan.createdAt, labels: plan.labels };
  const check = { id, name: plan.name, title: null, detailsUrl: detailsUrl(place.workflow, id, head) };
  const tell = (at: number, job: WorkflowJobWords, sight: { action: string; words: CheckRunWords } | null): void => {
    script.say('workflow_job', at, () => workflowJobPayload(place.workflow, job));
    if (sight !== null && hasCheck) {
      script.say('check_run', at, () => checkRunPayload(place.check, sight.action, sight.words));
    }
  };

  const heardAt: number[] = [];
  const tellOpen = (status: 'waiting' | 'queued', at: number): void => {
    heardAt.push(at);
    const open = { status, conclusion: null, startedAt: at, completedAt: null };
    tell(at, { ...words, ...open, runner: null, steps: [] }, { action: 'created', words: { ...check, ...open } });
  };
  if (decidedAt !== undefined) tellOpen('waiting', plan.createdAt);
  // A skipped job is never heard of before its end, nor a refused one once it was refused.
  if (decidedAt === undefined && plan.conclusion !== 'skipped') tellOpen('queued', plan.createdAt);
  if (typeof decidedAt === 'number' && plan.startedAt !== null) tellOpen('queued', decidedAt);
  const runner = plan.startedAt === null ? null : `runner-${id % 97}`;
  if (plan.startedAt !== null) {
    const startedAt = plan.startedAt;
    heardAt.push(startedAt);
    tell(
      startedAt,
      { ...words, status: 'in_progress', conclusion: null, startedAt, completedAt: null, runner, steps: [] },
      null,
    );
  }
  if (plan.finishedAt !== null && plan.endLost !== true) {
    const completedAt = plan.finishedAt;
    heardAt.push(completedAt);
    const startedAt = plan.startedAt ?? plan.createdAt;
    const { conclusion, steps, cutOff = false } = plan;
    tell(
      completedAt,
      { ...words, status: 'completed', conclusion, startedAt, completedAt, runner, steps, cutOff },
      {
        action: 'completed',
        words: {
          ...check,
          status: 'completed',
          conclusion,
          startedAt: rewritten ? completedAt : startedAt,
          completedAt,
        },
      },
    );
  }
  script.jobs.push({
    provider: 'github-actions',
    role: 'ci',
    kind: plan.kind,
    commit: commitOf(head),
    queuedAt: plan.createdAt,
    ...(decidedAt === undefined ? {} : { decidedAt }),
    startedAt: plan.startedAt,
    finishedAt: plan.finishedAt,
    outcome: plan.outcome,
    endings: head.endings,
    heardAt,
    measured: true,
  });
}

/** Plays the copy that a re-run makes of a job that had succeeded: new id, made at `at` (ms), old times. Nothing ran: the truth does not know it. */
export function playCopiedJob(script: MonthScript, place: JobPlace, plan: ActionsJobPlan, at: number): void {
  const words: WorkflowJobWords = {
    id: script.nextId(),
    name: plan.name,
    status: 'completed',
    conclusion: plan.conclusion,
    createdAt: at,
    startedAt: plan.startedAt as number,
    completedAt: plan.finishedAt,
    labels: plan.labels,
    runner: 'runner-1',
    steps: plan.steps,
  };
  script.say('workflow_job', at, () => workflowJobPayload(place.workflow, words));
}

function detailsUrl(workflow: WorkflowPlace, id: number, head: ScriptedHead): string {
  return `https://github.com/${head.repository.owner}/${head.repository.name}/actions/runs/${workflow.runId}/job/${id}`;
}
