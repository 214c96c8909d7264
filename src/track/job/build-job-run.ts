import { makeJobFacts } from '../../model/job-facts.ts';
import type { JobRun, JobState } from '../../model/job-run.ts';
import type { JobObservation, Quirk } from '../../model/observation.ts';
import type { Rules } from '../../model/rules.ts';
import { resolveKind } from '../rules/resolve-kind.ts';
import { sortedQuirks } from '../sorted-quirks.ts';
import { abandonment } from './abandonment.ts';
import type { CommitFacts } from './commit-facts.ts';
import { measureRun, type RunTimes } from './measure-run.ts';
import type { JobReading } from './read-job.ts';
import { runId } from './run-id.ts';
import type { Occurrence } from './split-occurrences.ts';

/** A job run whose number among its namesakes is not known yet. */
export type UnnumberedRun = Omit<JobRun, 'occurrence'>;

/** An end without a conclusion is accepted as an end this long after the job was queued: 12 h, the deadline of the built-in objectives. */
const hollowEndMs = 12 * 3_600_000;

/**
 * One run of a job, from its readings and what is known of its commit.
 *
 * @param identity the job's key on its commit and the run's ordinal under that key
 * @param occurrence the readings of the run, at least one, in order
 */
export function buildJobRun(
  identity: { readonly jobKey: string; readonly ordinal: number },
  occurrence: Occurrence,
  commit: CommitFacts,
  rules: Rules,
): UnnumberedRun {
  // A report of the job itself counts more than one of its check run. Of reports of one kind the latest counts.
  const latest = [...occurrence.readings].reverse();
  const lead = occurrence.final ?? latest.find(isWorkflowJob) ?? (latest[0] as JobReading);
  const observations = [lead, ...latest.filter(isWorkflowJob), ...latest].map(({ observation }) => observation);
  const { provider, observation: told } = lead;
  const attemptOf = firstKnown(observations, 'runId');
  const workflow = attemptOf === null ? undefined : commit.workflows.get(attemptOf);
  const times = measureRun(occurrence);
  const { kind, role } = resolveKind(provider, told.name, rules);
  const branch = firstKnown(observations, 'branch') ?? workflow?.branch ?? commit.branch;
  const ending = endOf(occurrence, times, branch, commit);
  return {
    id: runId({ ...commit, ...identity }),
    host: commit.host,
    repositoryId: commit.repositoryId,
    headSha: commit.headSha,
    provider,
    name: told.name,
    source: observations.some(({ source }) => source === 'workflow_job') ? 'workflow_job' : told.source,
    attempt: firstKnown(observations, 'runAttempt'),
    externalId: firstKnown(observations, 'externalId'),
    kind,
    role,
    queuedAt: times.queuedAt,
    startedAt: times.startedAt,
    queueMs: times.queueMs,
    runMs: times.runMs,
    durationMs: times.durationMs,
    ...ending,
    pullRequests: ascending([...commit.pullRequests, ...observations.flatMap(({ pullRequests }) => pullRequests)]),
    branch,
    workflow: firstKnown(observations, 'workflow') ?? workflow?.workflow ?? null,
    event: firstKnown(observations, 'event') ?? workflow?.event ?? null,
    runId: attemptOf,
    runnerLabels: observations.find(({ runnerLabels }) => runnerLabels.length > 0)?.runnerLabels ?? [],
    ...makeJobFacts((field) => firstKnown(observations, field)),
    fork: commit.fork,
    authorAssociation: commit.authorAssociation,
    errorReason: ending.state === 'error' ? lead.errorReason : null,
    url: firstKnown(observations, 'url'),
    quirks: sortedQuirks([...quirksOf(occurrence), ...times.quirks]),
  };
}

type Ending = Pick<JobRun, 'state' | 'finishedAt' | 'waitingMs' | 'abandonedAt' | 'abandonedBy' | 'supersededAt'>;

function endOf(occurrence: Occurrence, times: RunTimes, branch: string | null, commit: CommitFacts): Ending {
  const { final, dismissal, readings } = occurrence;
  const { wait, queuedAt, finishedAt } = times;
  const ended = { finishedAt, waitingMs: wait.waitingMs, abandonedAt: null, abandonedBy: null, supersededAt: null };
  if (final?.isHollow)
    return { ...ended, state: 'skipped', finishedAt: Math.max(final.finishedAt as number, queuedAt + hollowEndMs) };
  if (final !== null) return { ...ended, state: wait.isRefused ? 'cancelled' : (final.state as JobState) };
  if (dismissal !== null) return { ...ended, state: 'skipped' };

  const given = abandonment(
    {
      beganAt: Math.min(queuedAt, ...readings.map(({ observation }) => observation.at)),
      lastReportAt: Math.max(...readings.map(({ observation }) => observation.at)),
      branch,
      period: occurrence.period,
      retriggeredAt: occurrence.retriggeredAt,
    },
    commit,
  );
  const abandoned = {
    abandonedAt: given?.at ?? null,
    abandonedBy: given?.by ?? null,
    supersededAt: given?.by === 'new_head' || given?.by === 'retriggered' ? given.at : null,
  };
  if (wait.waitingSince === null) return { ...ended, ...abandoned, state: openState(readings) };
  if (given === null) return { ...ended, state: 'waiting', waitingMs: null };
  // Nobody will approve it any more, so the run ends, and its wait too.
  const end = Math.max(given.at, wait.waitingSince);
  const earlier = (wait.waitingMs as number) - (lastWaitAt(readings) - wait.waitingSince);
  const waitingMs = earlier + end - wait.waitingSince;
  return { ...ended, ...abandoned, state: 'cancelled', finishedAt: end, waitingMs };
}

function lastWaitAt(readings: readonly JobReading[]): number {
  return Math.max(...readings.flatMap(({ state, sortAt }) => (state === 'waiting' ? [sortAt] : [])));
}

/** Once started, a run stays started: a text that no rule knows does not put it back into the queue. */
function openState(readings: readonly JobReading[]): JobState {
  return readings.some(({ state }) => state === 'started') ? 'started' : 'queued';
}

function quirksOf({ readings }: Occurrence): readonly Quirk[] {
  return readings.flatMap(({ quirks }) => quirks);
}

function isWorkflowJob({ observation }: JobReading): boolean {
  return observation.source === 'workflow_job';
}

function firstKnown<K extends keyof JobObservation>(
  observations: readonly JobObservation[],
  field: K,
): JobObservation[K] | null {
  for (const observation of observations) {
    if (observation[field] !== null) return observation[field];
  }
  return null;
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
