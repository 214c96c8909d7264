import type { JobRun, WorkflowRun } from '../model/job-run.ts';
import type { JobObservation, WorkflowRunObservation } from '../model/observation.ts';
import type { Rules } from '../model/rules.ts';
import { attemptStarts } from './attempt-starts.ts';
import { buildJobRun } from './build-job-run.ts';
import { commitFacts } from './commit-facts.ts';
import { type FirstStatus, firstStatuses } from './first-statuses.ts';
import { foldWorkflowRuns } from './fold-workflow-runs.ts';
import { groupBy } from './group-by.ts';
import { isCopiedJob } from './is-copied-job.ts';
import { hasActionsId, jobKey } from './job-key.ts';
import { mergeActionsJob } from './merge-actions-job.ts';
import { type NumberedInput, numberRuns } from './number-runs.ts';
import { type JobReading, readJob } from './read-job.ts';
import { sortReadings } from './sort-readings.ts';
import { sortWorkflowRuns } from './sort-workflow-runs.ts';
import { type Occurrence, splitOccurrences } from './split-occurrences.ts';
import type { Timeline } from './timeline.ts';

/** Everything the log knows of one commit. */
export interface CommitInput {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  /** All job observations of this commit, in any order, repeated at will. */
  readonly jobs: readonly JobObservation[];
  /** All observations of Actions runs of this commit, likewise. */
  readonly workflowRuns: readonly WorkflowRunObservation[];
  /** Of all pull requests that have this commit as a head; others are ignored. */
  readonly timelines: readonly Timeline[];
  readonly rules: Rules;
}

/** What is derived for one commit. Each list is in a fixed order, so equal commits give equal JSON. */
export interface CommitRows {
  /** By time queued. */
  readonly jobRuns: readonly JobRun[];
  /** By time queued. */
  readonly workflowRuns: readonly WorkflowRun[];
  /** By provider's name; copies of jobs that ran in an earlier attempt are no answer and left out. */
  readonly firstStatuses: readonly FirstStatus[];
}

/**
 * Folds all observations of one commit into its rows. The result depends on the set of observations alone, not on their
 * order or repetition. Empty lists for no observations.
 */
export function foldCommit(input: CommitInput): CommitRows {
  const { rules } = input;
  const workflowRuns = sortWorkflowRuns(input.workflowRuns);
  const place = { host: input.host, repositoryId: input.repositoryId, headSha: input.headSha };
  const commit = commitFacts(place, input.timelines, workflowRuns);
  const starts = attemptStarts(workflowRuns);

  const readings = sortReadings(input.jobs.map((observation) => readJob(observation, rules)));
  const jobs = [...groupBy(readings, jobKey)].map(([key, group]) => ({ key, group: withoutCopies(group, starts) }));
  const runs = jobs.flatMap(({ key, group }): readonly NumberedInput[] => {
    return occurrencesOf(group).map((occurrence, index) => {
      const identity = { jobKey: key, ordinal: index + 1 };
      return { ...identity, run: buildJobRun(identity, occurrence, commit, rules) };
    });
  });
  const jobRuns = numberRuns(runs);
  return {
    jobRuns,
    workflowRuns: foldWorkflowRuns(place, workflowRuns, jobRuns),
    firstStatuses: firstStatuses(jobs.flatMap(({ group }) => group)),
  };
}

/** An id that is a copy goes with everything that carries it; without ids each observation speaks for itself. */
function withoutCopies(group: readonly JobReading[], starts: ReadonlyMap<string, number>): readonly JobReading[] {
  if (group.every(hasActionsId)) return isCopiedJob(group, starts) ? [] : group;
  return group.filter((reading) => !isCopiedJob([reading], starts));
}

function occurrencesOf(group: readonly JobReading[]): readonly Occurrence[] {
  if (group.length === 0) return [];
  return group.every(hasActionsId) ? [mergeActionsJob(group)] : splitOccurrences(group);
}
