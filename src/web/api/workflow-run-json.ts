import { webUrl } from '../../model/web-url.ts';
import type { WorkflowRunView } from '../../store/read/view.ts';
import { isoTime } from './iso-time.ts';
import { seconds } from './seconds.ts';

/** An attempt of an Actions workflow run as `/api/workflow-runs` shows it. */
export function workflowRunJson(run: WorkflowRunView) {
  return {
    id: run.id,
    repository: run.repository,
    host: run.host,
    run_id: run.runId,
    attempt: run.attempt,
    workflow: run.workflow,
    event: run.event,
    head_sha: run.headSha,
    branch: run.branch,
    state: run.state,
    queued_at: isoTime(run.queuedAt),
    finished_at: isoTime(run.finishedAt),
    duration_seconds: seconds(run.durationMs),
    url: webUrl(run.url),
  };
}
