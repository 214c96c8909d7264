import { type ActionsJobPlan, allSteps } from '../actions-jobs.ts';
import { openWorkflow } from '../open-workflow.ts';
import { deploymentReviewPayload } from '../payload/deployment-review.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { playAttempt } from '../play-attempt.ts';
import type { Random } from '../random.ts';
import { pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import { plainJob } from './plain-job.ts';
import type { Scene, Stage } from './scene.ts';

type Decision = 'approved' | 'rejected' | null;

const hourMs = 3_600_000;
const usesActions = ({ providers }: { readonly providers: readonly string[] }): boolean =>
  providers.length === 1 && providers[0] === 'github-actions';

/** Acceptance tests run in an environment that people guard: they are approved or rejected after hours, or (null) nobody decides. */
export function environmentApproval(decision: Decision, times: number): Scene {
  return {
    incident: 'environment-approval',
    times,
    where: usesActions,
    ...(decision === null ? { hoursBeforeEnd: [4, 30] as const } : {}),
    plan: (random, repository, at, nextNumber) => [plainPullRequest(random, { repository, number: nextNumber(), at })],
    script: (stage) => play(stage, decision),
  };
}

function play({ script, random, plan }: Stage, decision: Decision): void {
  scriptPeople(script, random.child('people'), plan);
  const head = pullRequestHead(plan, plan.heads[0]);
  const place = openWorkflow(script, head, head.from + 2000);
  const createdAt = head.from + 3000;
  const build = plainJob(random.child('build'), { name: 'build (linux)', kind: 'build', createdAt, minutes: 9 });
  const guarded = planGuarded(random, build.finishedAt + 2000, decision);
  playAttempt(script, random, head, place, [build, guarded]);

  const tell = (action: 'requested' | 'approved' | 'rejected', at: number): void =>
    script.say('deployment_review', at, () =>
      deploymentReviewPayload(place.workflow, { action, at, job: guarded.name, environment: 'staging' }),
    );
  tell('requested', guarded.createdAt);
  if (decision !== null) tell(decision, guarded.decidedAt as number);
}

function planGuarded(random: Random, createdAt: number, decision: Decision): ActionsJobPlan {
  const plan = { name: 'acceptance tests (staging)', kind: 'test' as const, labels: ['ubuntu-latest'], createdAt };
  if (decision === null) {
    return { ...plan, decidedAt: null, startedAt: null, finishedAt: null, conclusion: null, outcome: null, steps: [] };
  }
  const decidedAt = createdAt + Math.round((1 + random.next() * 29) * 3600) * 1000;
  if (decision === 'rejected') {
    const end = { finishedAt: decidedAt, conclusion: 'failure', outcome: 'cancelled' } as const;
    return { ...plan, ...end, decidedAt, startedAt: null, steps: [] };
  }
  const startedAt = decidedAt + random.between(3, 20) * 1000;
  const finishedAt = startedAt + Math.round((hourMs * (0.1 + random.next() * 0.3)) / 1000) * 1000;
  return { ...plan, decidedAt, startedAt, finishedAt, conclusion: 'success', outcome: 'success', steps: allSteps };
}
