import { planActionsJobs } from '../actions-jobs.ts';
import { openWorkflow } from '../open-workflow.ts';
import { checkSuitePayload } from '../payload/check.ts';
import { workflowRunPayload } from '../payload/workflow.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { playAttempt } from '../play-attempt.ts';
import { commitOf, pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import type { Scene } from './scene.ts';

/** Somebody's first contribution: GitHub ends the workflow run before any job is made, until a person allows it hours later. */
export const forkApproval: Scene = {
  incident: 'fork-approval',
  times: 4,
  where: ({ providers, badRunnerLabel }) =>
    providers[0] === 'github-actions' && providers.length === 1 && !badRunnerLabel,
  plan: (random, repository, at, nextNumber) => [
    plainPullRequest(random, { repository, number: nextNumber(), at }, { fork: true, author: 'first-timer' }),
  ],
  script({ script, random, plan, incidents }) {
    scriptPeople(script, random.child('people'), plan);
    const head = pullRequestHead(plan, plan.heads[0]);
    const askedAt = head.from + 2000;
    const { workflow, check } = openWorkflow(script, head, askedAt);
    const conclusion = 'action_required';
    for (const action of ['requested', 'completed'] as const) {
      script.say('workflow_run', askedAt, () => workflowRunPayload(workflow, action, askedAt, conclusion));
    }
    script.say('check_suite', askedAt, () =>
      checkSuitePayload(check, 'completed', { at: askedAt, conclusion, checkRuns: 0 }),
    );
    script.signs.push({ provider: 'github-actions', commit: commitOf(head), at: askedAt });

    const allowedAt = askedAt + random.between(3_600, 20 * 3_600) * 1000;
    const jobs = planActionsJobs(random.child('jobs'), plan.repository, head.event, allowedAt + 1000, incidents);
    playAttempt(
      script,
      random.child('attempt'),
      head,
      { workflow: { ...workflow, runStartedAt: allowedAt }, check },
      jobs,
    );
  },
};
