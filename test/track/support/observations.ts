import { unknownJobFacts } from '../../../src/model/job-facts.ts';
import type { JobObservation, PullRequestObservation, WorkflowRunObservation } from '../../../src/model/observation.ts';

/** The commit that observations are of unless a test says otherwise. */
export const sha = 'a'.repeat(40);

/** 2024-01-01T00:00:00Z plus seconds, in ms. */
export function at(seconds: number): number {
  return 1_704_067_200_000 + seconds * 1000;
}

const job: JobObservation = {
  type: 'job',
  source: 'status',
  externalId: null,
  headSha: sha,
  name: 'ci/build',
  app: null,
  sender: null,
  phase: 'queued',
  conclusion: null,
  text: null,
  at: at(0),
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  runId: null,
  runAttempt: null,
  workflow: null,
  event: null,
  branch: null,
  pullRequests: [],
  runnerLabels: [],
  ...unknownJobFacts,
  ownStepsRan: null,
  stepsCutOff: null,
  copied: false,
  url: null,
  quirks: [],
};

/** A commit status: pending, or one of the final states. */
export function status(state: string, seconds: number, more: Partial<JobObservation> = {}): JobObservation {
  const time = at(seconds);
  const times =
    state === 'pending'
      ? { phase: 'queued' as const, queuedAt: time }
      : { phase: 'final' as const, conclusion: state, finishedAt: time };
  return { ...job, externalId: 1000 + seconds, at: time, ...times, ...more };
}

/** A check run of the app `checker`: `queued` and `in_progress` with their `started_at`, or a conclusion with start and end. */
export function check(
  state: string,
  startSeconds: number | null,
  endSeconds: number | null = null,
  more: Partial<JobObservation> = {},
): JobObservation {
  return {
    ...job,
    source: 'check_run',
    externalId: 7,
    name: 'unit',
    app: 'checker',
    ...progress(state, startSeconds, endSeconds),
    ...more,
  };
}

/** An Actions job, queued at 0 s unless `more` says otherwise. */
export function actionsJob(
  state: string,
  startSeconds: number | null,
  endSeconds: number | null = null,
  more: Partial<JobObservation> = {},
): JobObservation {
  return {
    ...job,
    source: 'workflow_job',
    externalId: 42,
    name: 'test (20)',
    app: 'github-actions',
    runId: 900,
    runAttempt: 1,
    workflow: 'CI',
    ...progress(state, startSeconds, endSeconds),
    queuedAt: at(0),
    ...more,
  };
}

function progress(state: string, startSeconds: number | null, endSeconds: number | null): Partial<JobObservation> {
  const startedAt = startSeconds === null ? null : at(startSeconds);
  if (endSeconds !== null) {
    return { phase: 'final', conclusion: state, at: at(endSeconds), startedAt, finishedAt: at(endSeconds) };
  }
  if (state === 'in_progress') return { phase: 'started', at: startedAt ?? at(0), startedAt };
  return { phase: 'queued', at: startedAt ?? at(0), queuedAt: startedAt };
}

/** An attempt of the workflow run 900. */
export function workflowRun(
  state: string,
  beginSeconds: number | null,
  endSeconds: number | null = null,
  more: Partial<WorkflowRunObservation> = {},
): WorkflowRunObservation {
  const queuedAt = beginSeconds === null ? null : at(beginSeconds);
  const final = endSeconds !== null;
  return {
    type: 'workflow_run',
    runId: 900,
    runAttempt: 1,
    headSha: sha,
    workflow: 'CI',
    event: 'pull_request',
    branch: 'topic',
    phase: final ? 'final' : state === 'in_progress' ? 'started' : 'queued',
    conclusion: final ? state : null,
    at: final ? at(endSeconds) : (queuedAt ?? at(0)),
    queuedAt,
    finishedAt: final ? at(endSeconds) : null,
    url: null,
    quirks: [],
    ...more,
  };
}

/** A change of pull request 5. */
export function pullRequest(
  action: PullRequestObservation['action'],
  seconds: number,
  more: Partial<PullRequestObservation> = {},
): PullRequestObservation {
  return {
    type: 'pull_request',
    action,
    pullRequest: 5,
    headSha: sha,
    at: at(seconds),
    headBranch: 'topic',
    baseBranch: 'main',
    fork: false,
    authorAssociation: 'MEMBER',
    draft: false,
    author: 'octocat',
    sender: 'octocat',
    url: null,
    quirks: [],
    ...more,
  };
}
