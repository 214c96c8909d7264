import type { ActionsJobPlan } from '../actions-jobs.ts';
import { openWorkflow } from '../open-workflow.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { playAttempt } from '../play-attempt.ts';
import { pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import { plainJob } from './plain-job.ts';
import type { Scene } from './scene.ts';

type Mishap = 'lost-end' | 'runner-lost' | 'six-hours';

const cutSteps = ['Set up job', 'Run actions/checkout@v4', 'Run make'];

/** One job of a workflow ends in a way that GitHub does not call by its name. */
export function actionsMishap(incident: Mishap, times: number): Scene {
  return {
    incident,
    times,
    where: ({ providers }) => providers.length === 1 && providers[0] === 'github-actions',
    plan: (random, repository, at, nextNumber) => [plainPullRequest(random, { repository, number: nextNumber(), at })],
    script({ script, random, plan }) {
      scriptPeople(script, random.child('people'), plan);
      const head = pullRequestHead(plan, plan.heads[0]);
      const place = openWorkflow(script, head, head.from + 2000);
      const createdAt = head.from + 3000;
      const build = plainJob(random.child('build'), { name: 'build (linux)', kind: 'build', createdAt, minutes: 9 });
      const test = plainJob(random.child('test'), { name: 'unit tests (a)', kind: 'test', createdAt, minutes: 7 });
      playAttempt(script, random, head, place, [build, { ...test, ...endings[incident](test.startedAt) }]);
    },
  };
}

const endings: Readonly<Record<Mishap, (startedAt: number) => Partial<ActionsJobPlan>>> = {
  'lost-end': () => ({ endLost: true, outcome: 'unknown' }),
  'runner-lost': () => ({ conclusion: 'failure', outcome: 'error', steps: cutSteps, cutOff: true }),
  'six-hours': (startedAt) => ({
    finishedAt: startedAt + 21_615_000,
    conclusion: 'cancelled',
    outcome: 'error',
    steps: cutSteps,
  }),
};
