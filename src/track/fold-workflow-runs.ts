import type { JobRun, JobState, WorkflowRun } from '../model/job-run.ts';
import type { WorkflowRunObservation } from '../model/observation.ts';
import type { Rules } from '../model/rules.ts';
import { groupBy } from './group-by.ts';
import { abandonment } from './job/abandonment.ts';
import { attemptKey } from './job/attempt-key.ts';
import type { CommitFacts } from './job/commit-facts.ts';
import { githubState } from './rules/github-state.ts';
import { stableId } from './stable-id.ts';

type ExecutedJob = Pick<JobRun, 'runId' | 'attempt' | 'queuedAt' | 'finishedAt' | 'abandonedAt'>;

/** GitHub closes a run within seconds of its last job's end; a later `updated_at` is the time of some other change. */
const longestCloseMs = 60_000;

/**
 * The attempts of Actions runs on one commit, by time queued, then id, then attempt. One that ended `action_required` before any job
 * was made waits for a person; so does one that says so. A waiting one that nobody waits for any more is cancelled.
 *
 * @param sorted observations of the commit, from `sortWorkflowRuns`
 * @param jobRuns the executed jobs of the commit: they tell the end where `updated_at` is more than a minute later
 */
export function foldWorkflowRuns(
  commit: CommitFacts,
  sorted: readonly WorkflowRunObservation[],
  jobRuns: readonly ExecutedJob[],
  rules: Rules,
): readonly WorkflowRun[] {
  const jobs = groupBy(jobRuns, ({ runId, attempt }) => (runId === null ? null : attemptKey(runId, attempt ?? 1)));
  return [...groupBy(sorted, ({ runId, runAttempt }) => attemptKey(runId, runAttempt))]
    .map(([key, observations]) => buildWorkflowRun(commit, observations, jobs.get(key) ?? [], rules))
    .sort((a, b) => a.queuedAt - b.queuedAt || a.runId - b.runId || a.attempt - b.attempt);
}

function buildWorkflowRun(
  commit: CommitFacts,
  observations: readonly WorkflowRunObservation[],
  jobs: readonly ExecutedJob[],
  rules: Rules,
): WorkflowRun {
  const final = observations.find(
    (observation) => observation.phase === 'final' && !asksForApproval(observation, jobs),
  );
  const latest = final ?? (observations.at(-1) as WorkflowRunObservation);
  const begun = observations.flatMap(({ queuedAt }) => (queuedAt === null ? [] : [queuedAt]));
  const queuedAt = Math.min(...(begun.length > 0 ? begun : observations.map(({ at }) => at)));
  const ending =
    final === undefined ? openEnding(commit, observations, queuedAt, latest) : endingOf(final, jobs, rules);
  return {
    id: stableId(['workflow-run', commit.host, commit.repositoryId, commit.headSha, latest.runId, latest.runAttempt]),
    host: commit.host,
    repositoryId: commit.repositoryId,
    headSha: commit.headSha,
    runId: latest.runId,
    attempt: latest.runAttempt,
    workflow: latest.workflow || (observations.findLast(({ workflow }) => workflow !== '')?.workflow ?? ''),
    event: firstKnown(latest, observations, 'event'),
    branch: firstKnown(latest, observations, 'branch'),
    ...ending,
    queuedAt,
    durationMs: ending.finishedAt === null || begun.length === 0 ? null : Math.max(0, ending.finishedAt - queuedAt),
    url: firstKnown(latest, observations, 'url'),
  };
}

/**
 * A run that "ended" before any of its jobs was made waits for a person; when that person approves, the run goes on under the same attempt.
 */
function asksForApproval({ conclusion, at }: WorkflowRunObservation, jobs: readonly ExecutedJob[]): boolean {
  return conclusion === 'action_required' && jobs.every(({ queuedAt }) => queuedAt > at);
}

type Ending = Pick<WorkflowRun, 'state' | 'finishedAt'>;

function endingOf(final: WorkflowRunObservation, jobs: readonly ExecutedJob[], rules: Rules): Ending {
  return { state: githubState(final.conclusion, rules), finishedAt: endOf(final, jobs) };
}

/** The furthest state that an open run reached. What pull requests say of its commit may end its wait. */
function openEnding(
  commit: CommitFacts,
  observations: readonly WorkflowRunObservation[],
  beganAt: number,
  latest: WorkflowRunObservation,
): Ending {
  const state = openState(observations);
  if (state !== 'waiting') return { state, finishedAt: null };
  const run = { beganAt, lastReportAt: latest.at, branch: latest.branch, period: 0, retriggeredAt: null };
  const given = abandonment(run, { ...commit, renewals: [], repositoryFacts: [], destroyed: [] });
  return given === null ? { state, finishedAt: null } : { state: 'cancelled', finishedAt: given.at };
}

function openState(observations: readonly WorkflowRunObservation[]): JobState {
  if (observations.some(({ phase }) => phase === 'started')) return 'started';
  const last = observations.findLast(
    ({ phase, conclusion }) => phase === 'waiting' || conclusion === 'action_required',
  );
  const queued = observations.findLast(({ phase }) => phase === 'queued');
  return last !== undefined && (queued === undefined || queued.at <= last.at) ? 'waiting' : 'queued';
}

/** A run that is read long after (over REST) shows its last change as `updated_at`, in one real case 401 days late. */
function endOf(final: WorkflowRunObservation, jobs: readonly ExecutedJob[]): number {
  const updatedAt = final.finishedAt ?? final.at;
  // Actions does not tell the end of a wait that was given up.
  const ends = jobs.flatMap((job) => (job.finishedAt === null || job.abandonedAt !== null ? [] : [job.finishedAt]));
  if (ends.length === 0 || ends.length < jobs.length) return updatedAt;
  const lastEnd = Math.max(...ends);
  return updatedAt - lastEnd > longestCloseMs ? lastEnd : updatedAt;
}

function firstKnown(
  latest: WorkflowRunObservation,
  observations: readonly WorkflowRunObservation[],
  field: 'event' | 'branch' | 'url',
): string | null {
  return latest[field] ?? observations.findLast((observation) => observation[field] !== null)?.[field] ?? null;
}
