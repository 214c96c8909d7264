import type { JobRun, WorkflowRun } from '../model/job-run.ts';
import type {
  CommitObservation,
  JobObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../model/observation.ts';
import type { Rules } from '../model/rules.ts';
import { foldWorkflowRuns } from './fold-workflow-runs.ts';
import { groupBy } from './group-by.ts';
import { attemptStarts } from './job/attempt-starts.ts';
import { buildJobRun } from './job/build-job-run.ts';
import { type CommitFacts, commitFacts } from './job/commit-facts.ts';
import { attemptEnds, endLostJobs } from './job/end-lost-jobs.ts';
import { isCopiedJob } from './job/is-copied-job.ts';
import { hasActionsId, jobKey } from './job/job-key.ts';
import { mergeActionsJob } from './job/merge-actions-job.ts';
import { type NumberedInput, numberRuns } from './job/number-runs.ts';
import type { JobReading } from './job/read-job.ts';
import { readJobs } from './job/read-jobs.ts';
import { type Occurrence, splitOccurrences } from './job/split-occurrences.ts';
import { type CommitAnswers, commitAnswers, type ReportedRun, waitingRuns } from './revision/answers-by-commit.ts';
import type { Timeline } from './revision/timeline.ts';
import { sortWorkflowRuns } from './sort-workflow-runs.ts';

/** Everything the log knows of one commit. */
export interface CommitInput {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  /** All job observations of this commit, in any order, repeated at will. */
  readonly jobs: readonly JobObservation[];
  /** All observations of Actions runs of this commit, likewise. */
  readonly workflowRuns: readonly WorkflowRunObservation[];
  /** What was told of the commit itself, likewise. */
  readonly commits: readonly CommitObservation[];
  /** What was told of its repository, likewise; of the deleted branches at least those that its jobs or pull requests name. */
  readonly repositoryFacts: readonly RepositoryObservation[];
  /** Of all pull requests that have this commit as a head; others are ignored. */
  readonly timelines: readonly Timeline[];
  readonly rules: Rules;
}

/** What is derived for one commit. Each list is in a fixed order, so equal commits give equal JSON. */
export interface CommitRows extends CommitAnswers {
  /** By time queued. */
  readonly jobRuns: readonly JobRun[];
  /** By time queued. */
  readonly workflowRuns: readonly WorkflowRun[];
}

/** A run and what it was made from. */
export interface TracedRun extends NumberedInput {
  readonly occurrence: Occurrence;
}

/** A commit with what its rows were made from. */
export interface CommitTrace {
  readonly commit: CommitFacts;
  readonly runs: readonly TracedRun[];
  readonly workflowRuns: readonly WorkflowRun[];
}

/**
 * Folds all observations of one commit into its rows. The result depends on the set of observations alone, not on their
 * order or repetition. Empty lists for no observations.
 */
export function foldCommit(input: CommitInput): CommitRows {
  const { commit, runs, workflowRuns } = traceCommit(input);
  return {
    jobRuns: numberRuns(runs),
    workflowRuns,
    // A copy of a job of an earlier attempt is no answer to a change, and neither is a placeholder that never runs.
    answers: commitAnswers([...runs.map(reportedRun), ...waitingRuns(input.workflowRuns)], commit.changes),
    skipsCi: commit.skipsCi,
  };
}

/** The same fold, with the readings that each run was made from. Runs are in no order and have no number yet. */
export function traceCommit(input: CommitInput): CommitTrace {
  const { rules } = input;
  const workflowObservations = sortWorkflowRuns(input.workflowRuns);
  const place = { host: input.host, repositoryId: input.repositoryId, headSha: input.headSha };
  const commit = commitFacts(place, input.timelines, {
    workflowRuns: workflowObservations,
    commits: input.commits,
    repository: input.repositoryFacts,
  });
  const starts = attemptStarts(workflowObservations);
  const readings = readJobs(input.jobs, rules);
  const runs = [...groupBy(readings, jobKey)].flatMap(([key, group]): readonly TracedRun[] =>
    occurrencesOf(withoutCopies(group, starts), commit).map((occurrence, index) => {
      const identity = { jobKey: key, ordinal: index + 1 };
      return { ...identity, run: buildJobRun(identity, occurrence, commit, rules), occurrence };
    }),
  );
  const workflowRuns = foldWorkflowRuns(
    commit,
    workflowObservations,
    runs.map(({ run }) => run),
    rules,
  );
  return { commit, runs: endLostJobs(runs, attemptEnds(workflowRuns)), workflowRuns };
}

/**
 * Only Actions copies. When an id belongs to a copy, every observation with that id is left out. An observation without an id is decided
 * alone.
 */
function withoutCopies(group: readonly JobReading[], starts: ReadonlyMap<string, number>): readonly JobReading[] {
  if (group.every(({ observation }) => hasActionsId(observation))) return isCopiedJob(group, starts) ? [] : group;
  return group.filter((reading) => reading.observation.source !== 'workflow_job' || !isCopiedJob([reading], starts));
}

function occurrencesOf(group: readonly JobReading[], commit: CommitFacts): readonly Occurrence[] {
  if (group.length === 0) return [];
  return group.every(({ observation }) => hasActionsId(observation))
    ? mergeActionsJob(group)
    : splitOccurrences(group, commit.renewals);
}

/**
 * The times at which GitHub could show the job: every time that a report names, but none before the job was made. A report without any time
 * counts when it was received.
 */
function reportedRun({ run, occurrence }: TracedRun): ReportedRun {
  const moments = occurrence.readings.flatMap(({ queuedAt, startedAt, finishedAt, observation }) => {
    const told = [queuedAt, startedAt, finishedAt].filter((at) => at !== null);
    return told.length > 0 ? told.map((at) => Math.max(at, queuedAt ?? at)) : [observation.at];
  });
  return { provider: run.provider, isCi: run.role === 'ci', moments };
}
