import { plainPullRequest } from '../plain-pull-request.ts';
import { scriptAnswers } from '../script-answers.ts';
import { pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import type { Scene } from './scene.ts';

const hourMs = 3_600_000;

/** A second pull request is opened a day later on a commit that was built for the first: no CI reports anything new. */
export const sharedCommit: Scene = {
  incident: 'shared-commit',
  times: 3,
  where: ({ providers, badRunnerLabel }) => providers.length > 0 && !badRunnerLabel,
  plan(random, repository, at, nextNumber) {
    const sha = random.hex(40);
    const later = at + random.between(17, 40) * hourMs;
    return [
      plainPullRequest(random.child('first'), { repository, number: nextNumber(), at }, { sha }),
      plainPullRequest(random.child('second'), { repository, number: nextNumber(), at: later }, { sha }),
    ];
  },
  script({ script, random, plan, plans, incidents }) {
    for (const one of plans) scriptPeople(script, random.child(`people ${one.number}`), one);
    scriptAnswers(script, random.child('ci'), pullRequestHead(plan, plan.heads[0]), incidents);
  },
};
