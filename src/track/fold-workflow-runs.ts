import type { JobRun, JobState, WorkflowRun } from '../model/job-run.ts';
import type { WorkflowRunObservation } from '../model/observation.ts';
import { attemptKey } from './attempt-key.ts';
import { conclusionState } from './conclusion-state.ts';
import { groupBy } from './group-by.ts';
import { stableId } from './stable-id.ts';

/** What identifies the commit whose runs are folded. */
interface Place {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
}

type ExecutedJob = Pick<JobRun, 'runId' | 'attempt' | 'finishedAt'>;

/** GitHub closes a run within seconds of its last job's end; a later `updated_at` is the time of some other change. */
const longestCloseMs = 60_000;

/**
 * The attempts of Actions runs on one commit, by time queued, then id, then attempt.
 *
 * @param sorted observations of the commit, from `sortWorkflowRuns`
 * @param jobRuns the executed jobs of the commit: they tell the end where `updated_at` is more than a minute later
 */
export function foldWorkflowRuns(
  place: Place,
  sorted: readonly WorkflowRunObservation[],
  jobRuns: readonly ExecutedJob[],
): readonly WorkflowRun[] {
  const jobs = groupBy(jobRuns, ({ runId, attempt }) => (runId === null ? null : attemptKey(runId, attempt ?? 1)));
  return [...groupBy(sorted, ({ runId, runAttempt }) => attemptKey(runId, runAttempt))]
    .map(([key, observations]) => buildWorkflowRun(place, observations, jobs.get(key) ?? []))
    .sort((a, b) => a.queuedAt - b.queuedAt || a.runId - b.runId || a.attempt - b.attempt);
}

function buildWorkflowRun(
  place: Place,
  observations: readonly WorkflowRunObservation[],
  jobs: readonly ExecutedJob[],
): WorkflowRun {
  const final = observations.find(({ phase }) => phase === 'final');
  const latest = final ?? (observations.at(-1) as WorkflowRunObservation);
  const begun = observations.flatMap(({ queuedAt }) => (queuedAt === null ? [] : [queuedAt]));
  const finishedAt = final === undefined ? null : endOf(final, jobs);
  const queuedAt = Math.min(...(begun.length > 0 ? begun : observations.map(({ at }) => at)));
  return {
    id: stableId(['workflow-run', place.host, place.repositoryId, place.headSha, latest.runId, latest.runAttempt]),
    host: place.host,
    repositoryId: place.repositoryId,
    headSha: place.headSha,
    runId: latest.runId,
    attempt: latest.runAttempt,
    workflow: latest.workflow,
    event: firstKnown(latest, observations, 'event'),
    branch: firstKnown(latest, observations, 'branch'),
    state: final === undefined ? openState(observations) : (conclusionState(final.conclusion) ?? 'skipped'),
    queuedAt,
    finishedAt,
    durationMs: finishedAt === null || begun.length === 0 ? null : Math.max(0, finishedAt - queuedAt),
    url: firstKnown(latest, observations, 'url'),
  };
}

function openState(observations: readonly WorkflowRunObservation[]): JobState {
  return observations.some(({ phase }) => phase === 'started') ? 'started' : 'queued';
}

/** A run that is read long after (over REST) shows its last change as `updated_at`, in one real case 401 days late. */
function endOf(final: WorkflowRunObservation, jobs: readonly ExecutedJob[]): number {
  const updatedAt = final.finishedAt ?? final.at;
  const ends = jobs.flatMap((job) => (job.finishedAt === null ? [] : [job.finishedAt]));
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
