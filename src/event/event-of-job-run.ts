import { jobFactColumns } from '../model/job-facts.ts';
import type { JobRun } from '../model/job-run.ts';
import type { SloEvent } from '../model/objective.ts';

/**
 * A job run as conditions see it: the `job-run` columns of `columns`, and nothing else.
 * Times stay in milliseconds, durations become seconds (fractions kept), what is not known is null.
 */
export function eventOfJobRun(run: JobRun, repositoryFullName: string): SloEvent {
  return {
    repository: repositoryFullName,
    repository_id: run.repositoryId,
    host: run.host,
    provider: run.provider,
    name: run.name,
    kind: run.kind,
    role: run.role,
    source: run.source,
    state: run.state,
    occurrence: run.occurrence,
    attempt: run.attempt,
    head_sha: run.headSha,
    branch: run.branch,
    workflow: run.workflow,
    event: run.event,
    runner_labels: run.runnerLabels,
    ...jobFactColumns(run),
    fork: run.fork,
    author_association: run.authorAssociation,
    error_reason: run.errorReason,
    pull_requests: run.pullRequests,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    queue_seconds: seconds(run.queueMs),
    run_seconds: seconds(run.runMs),
    duration_seconds: seconds(run.durationMs),
    waiting_seconds: seconds(run.waitingMs),
    abandoned_at: run.abandonedAt,
    abandoned_by: run.abandonedBy,
    superseded: run.supersededAt !== null,
    superseded_at: run.supersededAt,
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
