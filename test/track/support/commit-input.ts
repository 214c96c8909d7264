import type {
  CommitObservation,
  JobObservation,
  Observation,
  PullRequestObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../../../src/model/observation.ts';
import type { Rules } from '../../../src/model/rules.ts';
import type { CommitInput } from '../../../src/track/fold-commit.ts';
import { foldPullRequest } from '../../../src/track/fold-pull-request.ts';
import { groupBy } from '../../../src/track/group-by.ts';
import { sha } from './observations.ts';

/** What the fold of one commit of `octo/watched` is made from, out of a whole log. */
export function commitInput(log: readonly Observation[], rules: Rules, headSha = sha): CommitInput {
  const pulls = log.filter((each): each is PullRequestObservation => each.type === 'pull_request');
  const timelines = [...groupBy(pulls, ({ pullRequest }) => pullRequest).values()].map(foldPullRequest);
  return {
    host: 'github.com',
    repositoryId: 1,
    headSha,
    jobs: log.filter((each): each is JobObservation => each.type === 'job' && each.headSha === headSha),
    workflowRuns: log.filter(
      (each): each is WorkflowRunObservation => each.type === 'workflow_run' && each.headSha === headSha,
    ),
    commits: log.filter((each): each is CommitObservation => each.type === 'commit' && each.headSha === headSha),
    repositoryFacts: log.filter((each): each is RepositoryObservation => each.type === 'repository'),
    timelines: timelines.filter(({ heads }) => heads.some((head) => head.headSha === headSha)),
    rules,
  };
}
