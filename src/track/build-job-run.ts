import type { JobRun, JobState } from '../model/job-run.ts';
import type { JobObservation } from '../model/observation.ts';
import type { Rules } from '../model/rules.ts';
import type { CommitFacts } from './commit-facts.ts';
import { measureRun } from './measure-run.ts';
import type { JobReading } from './read-job.ts';
import { resolveKind } from './resolve-kind.ts';
import { runId } from './run-id.ts';
import { sortedQuirks } from './sorted-quirks.ts';
import type { Occurrence } from './split-occurrences.ts';

/** A job run whose number among its namesakes is not known yet. */
export type UnnumberedRun = Omit<JobRun, 'occurrence'>;

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
  // What the job itself says goes before what its check run says; within one source, the latest word counts.
  const latest = [...occurrence.readings].reverse();
  const lead = occurrence.final ?? latest.find(isWorkflowJob) ?? (latest[0] as JobReading);
  const observations = [lead, ...latest.filter(isWorkflowJob), ...latest].map(({ observation }) => observation);
  const { provider, observation: told } = lead;
  const attemptOf = firstKnown(observations, 'runId');
  const workflow = attemptOf === null ? undefined : commit.workflows.get(attemptOf);
  const times = measureRun(occurrence);
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
    kind: resolveKind(provider, told.name, rules),
    state: occurrence.final?.state ?? openState(occurrence.readings),
    queuedAt: times.queuedAt,
    startedAt: times.startedAt,
    finishedAt: times.finishedAt,
    queueMs: times.queueMs,
    runMs: times.runMs,
    durationMs: times.durationMs,
    supersededAt: supersession(occurrence, commit),
    pullRequests: ascending([...commit.pullRequests, ...observations.flatMap(({ pullRequests }) => pullRequests)]),
    branch: firstKnown(observations, 'branch') ?? workflow?.branch ?? commit.branch,
    workflow: firstKnown(observations, 'workflow') ?? workflow?.workflow ?? null,
    event: firstKnown(observations, 'event') ?? workflow?.event ?? null,
    runId: attemptOf,
    runnerLabels: observations.find(({ runnerLabels }) => runnerLabels.length > 0)?.runnerLabels ?? [],
    runnerName: firstKnown(observations, 'runnerName'),
    runnerGroup: firstKnown(observations, 'runnerGroup'),
    fork: commit.fork,
    authorAssociation: commit.authorAssociation,
    errorReason: occurrence.final?.errorReason ?? null,
    url: firstKnown(observations, 'url'),
    quirks: sortedQuirks([...occurrence.readings.flatMap(({ quirks }) => quirks), ...times.quirks]),
  };
}

function isWorkflowJob({ observation }: JobReading): boolean {
  return observation.source === 'workflow_job';
}

/** Once started, a run stays started: a text that no rule knows does not put it back into the queue. */
function openState(readings: readonly JobReading[]): JobState {
  return readings.some(({ state }) => state === 'started') ? 'started' : 'queued';
}

/** Only a run that is still open, and has not reported since its commit was replaced. */
function supersession({ final, readings }: Occurrence, commit: CommitFacts): number | null {
  if (final !== null || commit.supersededAt === null) return null;
  const lastReportAt = Math.max(...readings.map(({ observation }) => observation.at));
  return lastReportAt <= commit.supersededAt ? commit.supersededAt : null;
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
