import { jobFactColumns } from '../../model/job-facts.ts';
import { webUrl } from '../../model/web-url.ts';
import type { RunView } from '../../store/read/view.ts';
import { isoTime } from './iso-time.ts';
import { seconds } from './seconds.ts';

/** A job run as `/api/runs` shows it. */
export function runJson(run: RunView) {
  return {
    id: run.id,
    repository: run.repository,
    kind: run.kind,
    provider: run.provider,
    name: run.name,
    state: run.state,
    attempt: run.attempt,
    occurrence: run.occurrence,
    head_sha: run.headSha,
    branch: run.branch,
    pull_requests: run.pullRequests,
    queued_at: isoTime(run.queuedAt),
    started_at: isoTime(run.startedAt),
    finished_at: isoTime(run.finishedAt),
    queue_seconds: seconds(run.queueMs),
    run_seconds: seconds(run.runMs),
    duration_seconds: seconds(run.durationMs),
    superseded: run.supersededAt !== null,
    url: webUrl(run.url),
    host: run.host,
    source: run.source,
    role: run.role,
    waiting_seconds: seconds(run.waitingMs),
    abandoned_at: isoTime(run.abandonedAt),
    abandoned_by: run.abandonedBy,
    superseded_at: isoTime(run.supersededAt),
    error_reason: run.errorReason,
    workflow: run.workflow,
    event: run.event,
    run_id: run.runId,
    external_id: run.externalId,
    runner_labels: run.runnerLabels,
    ...jobFactColumns(run),
    fork: run.fork,
    author_association: run.authorAssociation,
    quirks: run.quirks,
  };
}
