import { type PullRequestCourse, plainPullRequest } from '../plain-pull-request.ts';
import type { Random } from '../random.ts';
import { scriptAnswers } from '../script-answers.ts';
import { pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import type { Scene } from './scene.ts';

/**
 * A pull request that no CI answers, and where no CI owes an answer.
 *
 * @param kind which incident, how often, and where
 * @param course what happens to the pull request
 * @param answered whether its first head is answered as usual
 */
export function unanswered(
  kind: Pick<Scene, 'incident' | 'times' | 'where'>,
  course: (random: Random) => PullRequestCourse,
  answered: boolean,
): Scene {
  return {
    ...kind,
    plan: (random, repository, at, nextNumber) => [
      plainPullRequest(random, { repository, number: nextNumber(), at }, course(random)),
    ],
    script({ script, random, plan, incidents }) {
      scriptPeople(script, random.child('people'), plan);
      if (answered) scriptAnswers(script, random.child('ci'), pullRequestHead(plan, plan.heads[0]), incidents);
    },
  };
}
