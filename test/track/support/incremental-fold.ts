import type { JobRun, WorkflowRun } from '../../../src/model/job-run.ts';
import type {
  CommitObservation,
  JobObservation,
  Observation,
  PullRequestObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../../../src/model/observation.ts';
import type { Revision } from '../../../src/model/revision.ts';
import type { Rules } from '../../../src/model/rules.ts';
import { foldCommit } from '../../../src/track/fold-commit.ts';
import { foldPullRequest } from '../../../src/track/fold-pull-request.ts';
import { foldRevisions } from '../../../src/track/fold-revisions.ts';
import type { CommitAnswers } from '../../../src/track/revision/answers-by-commit.ts';
import { compareRevisions } from '../../../src/track/revision/compare-revisions.ts';
import { precedingRevisionCount } from '../../../src/track/revision/expected-providers.ts';

const place = { host: 'github.com', repositoryId: 1 } as const;

/**
 * A projector in memory that, after each batch, folds only what the batch can have changed: the commits and pull requests it names,
 * commits that were or are heads of those, after a word about the whole repository the commits with an open run and the pull requests
 * without an answer, and the 20 revisions after a changed one. Returns the rows' ids and JSON.
 */
export function foldInBatches(batches: readonly (readonly Observation[])[], rules: Rules): ReadonlyMap<string, string> {
  const log: Observation[] = [];
  const jobRuns = new Map<string, readonly JobRun[]>();
  const workflowRuns = new Map<string, readonly WorkflowRun[]>();
  const answers = new Map<string, CommitAnswers>();
  const revisions = new Map<string, readonly Revision[]>();

  for (const batch of batches) {
    log.push(...batch);
    const isAboutRepository = batch.some(isRepository);
    const dirtyPulls = new Set([
      ...batch.filter(isPullRequest).map(({ pullRequest }) => pullRequest),
      ...[...revisions.values()]
        .flat()
        .flatMap(({ firstStatusAt, pullRequest }) =>
          isAboutRepository && firstStatusAt === null ? [pullRequest] : [],
        ),
    ]);
    const pulls = log.filter(isPullRequest);
    const timelines = [...new Set(pulls.map((each) => each.pullRequest))].map((number) =>
      foldPullRequest(pulls.filter((each) => each.pullRequest === number)),
    );
    const dirtyTimelines = timelines.filter(({ pullRequest }) => dirtyPulls.has(pullRequest));
    const openCommits = [...jobRuns].flatMap(([headSha, runs]) =>
      isAboutRepository && runs.some(({ finishedAt, abandonedAt }) => finishedAt === null || abandonedAt !== null)
        ? [headSha]
        : [],
    );
    const dirtyShas = new Set([
      ...batch.flatMap((each) => (isRepository(each) ? [] : [each.headSha])),
      ...dirtyTimelines.flatMap(({ heads }) => heads).map(({ headSha }) => headSha),
      ...openCommits,
    ]);
    const repositoryFacts = log.filter(isRepository);

    for (const headSha of dirtyShas) {
      const rows = foldCommit({
        ...place,
        headSha,
        jobs: log.filter((each): each is JobObservation => each.type === 'job' && each.headSha === headSha),
        workflowRuns: log.filter(
          (each): each is WorkflowRunObservation => each.type === 'workflow_run' && each.headSha === headSha,
        ),
        commits: log.filter((each): each is CommitObservation => each.type === 'commit' && each.headSha === headSha),
        repositoryFacts,
        timelines: timelines.filter(({ heads }) => heads.some((head) => head.headSha === headSha)),
        rules,
      });
      jobRuns.set(headSha, rows.jobRuns);
      workflowRuns.set(headSha, rows.workflowRuns);
      answers.set(headSha, rows);
    }

    const known = timelines.flatMap((timeline) => timeline.revisions).sort(compareRevisions);
    const changed = known.flatMap((revision, index) =>
      dirtyPulls.has(revision.pullRequest) || dirtyShas.has(revision.headSha) ? [index] : [],
    );
    for (const [index, revision] of known.entries()) {
      if (!changed.some((dirty) => dirty <= index && index <= dirty + precedingRevisionCount)) continue;
      const rows = foldRevisions({
        ...place,
        repositoryFullName: 'octo/watched',
        revisions: [revision],
        context: known.slice(Math.max(0, index - precedingRevisionCount), index),
        answers,
        repositoryFacts,
        rules,
      });
      revisions.set(
        JSON.stringify([revision.pullRequest, revision.headSha, revision.action, revision.changedAt]),
        rows,
      );
    }
  }

  const rows = [jobRuns, workflowRuns, revisions].flatMap((map) => [...map.values()].flat());
  return new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
}

function isRepository(observation: Observation): observation is RepositoryObservation {
  return observation.type === 'repository';
}

function isPullRequest(observation: Observation): observation is PullRequestObservation {
  return observation.type === 'pull_request';
}
