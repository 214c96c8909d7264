import type { JobRun, WorkflowRun } from '../model/job-run.ts';
import type {
  CommitObservation,
  JobObservation,
  Observation,
  PullRequestObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../model/observation.ts';
import type { Revision } from '../model/revision.ts';
import type { Rules } from '../model/rules.ts';
import { compareText } from './compare-text.ts';
import { foldCommit } from './fold-commit.ts';
import { foldPullRequest } from './fold-pull-request.ts';
import { foldRevisions } from './fold-revisions.ts';
import { groupBy } from './group-by.ts';
import type { CommitAnswers } from './revision/answers-by-commit.ts';

/** The whole log of one repository. */
export interface RepositoryInput {
  readonly host: string;
  readonly repositoryId: number;
  /** `owner/name`. */
  readonly fullName: string;
  /** In any order, repeated at will. */
  readonly observations: readonly Observation[];
  readonly rules: Rules;
}

/** Every derived row of one repository; each list in a fixed order, so equal logs give equal JSON. */
export interface RepositoryRows {
  /** By time queued, then id. */
  readonly jobRuns: readonly JobRun[];
  /** By time queued, then id. */
  readonly workflowRuns: readonly WorkflowRun[];
  /** By time of change, pull request, commit, action; `any` first, then provider's name. */
  readonly revisions: readonly Revision[];
  /** By commit; those of which there is nothing to say are left out. */
  readonly answers: readonly (CommitAnswers & { readonly headSha: string })[];
}

/**
 * Folds the whole log of a repository: the definition of what the database must hold. A projector that folds only the commits and
 * pull requests that changed gets the same rows, because this is nothing but `foldCommit` and `foldRevisions` over all of them.
 */
export function foldRepository(input: RepositoryInput): RepositoryRows {
  const { host, repositoryId, fullName, rules } = input;
  const jobs = groupBy(input.observations.filter(isJob), ({ headSha }) => headSha);
  const workflowRuns = groupBy(input.observations.filter(isWorkflowRun), ({ headSha }) => headSha);
  const commitFacts = groupBy(input.observations.filter(isCommit), ({ headSha }) => headSha);
  const repositoryFacts = input.observations.filter(isRepository);
  const pullRequests = groupBy(input.observations.filter(isPullRequest), ({ pullRequest }) => pullRequest);

  const timelines = [...pullRequests.values()].map(foldPullRequest);
  const timelinesByHead = groupBy(
    timelines.flatMap((timeline) =>
      [...new Set(timeline.heads.map(({ headSha }) => headSha))].map((headSha) => ({ headSha, timeline })),
    ),
    ({ headSha }) => headSha,
  );
  const shas = new Set([...jobs.keys(), ...workflowRuns.keys(), ...commitFacts.keys()]);
  const commits = [...shas].sort(compareText).map((headSha) => ({
    headSha,
    ...foldCommit({
      host,
      repositoryId,
      headSha,
      jobs: jobs.get(headSha) ?? [],
      workflowRuns: workflowRuns.get(headSha) ?? [],
      commits: commitFacts.get(headSha) ?? [],
      repositoryFacts,
      timelines: (timelinesByHead.get(headSha) ?? []).map(({ timeline }) => timeline),
      rules,
    }),
  }));
  return {
    jobRuns: commits.flatMap((commit) => commit.jobRuns).sort(byQueued),
    workflowRuns: commits.flatMap((commit) => commit.workflowRuns).sort(byQueued),
    revisions: foldRevisions({
      host,
      repositoryId,
      repositoryFullName: fullName,
      revisions: timelines.flatMap(({ revisions }) => revisions),
      context: [],
      answers: new Map(commits.map((commit) => [commit.headSha, commit])),
      repositoryFacts,
      rules,
    }),
    answers: commits
      .filter(({ answers, skipsCi }) => skipsCi || answers.length > 0)
      .map(({ headSha, answers, skipsCi }) => ({ headSha, answers, skipsCi })),
  };
}

function byQueued(
  a: { readonly queuedAt: number; readonly id: string },
  b: { readonly queuedAt: number; readonly id: string },
): number {
  return a.queuedAt - b.queuedAt || compareText(a.id, b.id);
}

function isJob(observation: Observation): observation is JobObservation {
  return observation.type === 'job';
}

function isWorkflowRun(observation: Observation): observation is WorkflowRunObservation {
  return observation.type === 'workflow_run';
}

function isPullRequest(observation: Observation): observation is PullRequestObservation {
  return observation.type === 'pull_request';
}

function isCommit(observation: Observation): observation is CommitObservation {
  return observation.type === 'commit';
}

function isRepository(observation: Observation): observation is RepositoryObservation {
  return observation.type === 'repository';
}
