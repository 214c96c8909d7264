import type { Incidents } from './incidents.ts';
import type { MonthScript } from './month-script.ts';
import { pushPayload } from './payload/push.ts';
import type { PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';
import { scriptActions } from './script-actions.ts';
import { scriptAnswers } from './script-answers.ts';
import { branchHead, pullRequestHead } from './script-head.ts';
import { scriptPeople } from './script-people.ts';

/** Scripts a pull request from its opening to its merge: what people do, and what each CI system answers. */
export function scriptPullRequest(
  script: MonthScript,
  random: Random,
  plan: PullRequestPlan,
  incidents: Incidents,
): void {
  scriptPeople(script, random.child('people'), plan);
  for (const head of plan.heads) {
    if (head.answers !== 'never') {
      scriptAnswers(script, random.child(head.sha), pullRequestHead(plan, head), incidents);
    }
  }
  const last = plan.closes[plan.closes.length - 1];
  if (last?.merged === true) scriptMerge(script, random.child('merge'), plan, last.at, incidents);
}

/** The push to the main branch, and what runs on it. */
function scriptMerge(
  script: MonthScript,
  random: Random,
  plan: PullRequestPlan,
  at: number,
  incidents: Incidents,
): void {
  const { repository, author } = plan;
  const sha = random.hex(40);
  script.say('push', at, () => pushPayload(repository, { branch: 'main', sha, author, at }));
  if (repository.providers.includes('github-actions')) {
    scriptActions(script, random, branchHead(plan, 'push', 'main', sha, at + 1000), incidents);
  }
}
