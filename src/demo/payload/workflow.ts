import { type DemoRepository, fullName } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';

/** Where a workflow run stands. */
export interface WorkflowPlace {
  readonly repository: DemoRepository;
  readonly workflow: string;
  readonly runId: number;
  readonly runNumber: number;
  readonly attempt: number;
  readonly suiteId: number;
  readonly sha: string;
  readonly branch: string;
  readonly event: string;
  readonly actor: string;
  readonly pullRequests: readonly number[];
  /** When the first attempt was made, and when this one began; ms. */
  readonly createdAt: number;
  readonly runStartedAt: number;
}

/** The body of a `workflow_run` delivery. `at` in ms. https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run */
export function workflowRunPayload(
  place: WorkflowPlace,
  action: 'requested' | 'in_progress' | 'completed',
  at: number,
  conclusion: string | null,
): { readonly action: string; readonly workflow_run: object; readonly workflow: object } {
  const name = fullName(place.repository);
  const api = `https://api.github.com/repos/${name}/actions/runs/${place.runId}`;
  const path = `.github/workflows/${place.workflow.toLowerCase()}.yml`;
  return {
    action,
    workflow_run: {
      id: place.runId,
      name: place.workflow,
      node_id: `WFR_${place.runId.toString(36)}`,
      head_branch: place.branch,
      head_sha: place.sha,
      path,
      display_title: 'Make it so',
      run_number: place.runNumber,
      event: place.event,
      status: conclusion !== null ? 'completed' : action === 'requested' ? 'queued' : action,
      conclusion,
      workflow_id: place.repository.id % 90_000_000,
      check_suite_id: place.suiteId,
      url: api,
      html_url: `https://github.com/${name}/actions/runs/${place.runId}`,
      pull_requests: place.pullRequests.map((number) => ({ number, id: place.repository.id * 3 + number })),
      created_at: isoSecond(place.createdAt),
      updated_at: isoSecond(at),
      actor: accountPayload(place.actor, 'User'),
      run_attempt: place.attempt,
      referenced_workflows: [],
      run_started_at: isoSecond(place.runStartedAt),
      jobs_url: `${api}/jobs`,
      logs_url: `${api}/logs`,
    },
    workflow: {
      id: place.repository.id % 90_000_000,
      name: place.workflow,
      path,
      state: 'active',
      html_url: `https://github.com/${name}/blob/main/${path}`,
    },
    ...surroundings(place.repository, accountPayload(place.actor, 'User')),
  };
}

/** What one job says. Times in ms. */
export interface WorkflowJobWords {
  readonly id: number;
  readonly name: string;
  readonly status: 'waiting' | 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly completedAt: number | null;
  readonly labels: readonly string[];
  /** null: no runner has taken it. */
  readonly runner: string | null;
  /** The names of the steps that have run; all succeeded but, in a failed job, the last. */
  readonly steps: readonly string[];
  /** The last step never came to its end. */
  readonly cutOff?: boolean;
}

function stepEnd(words: WorkflowJobWords, isLast: boolean): object {
  const startedAt = isoSecond(words.startedAt);
  if (isLast && words.cutOff === true) {
    return { status: 'in_progress', conclusion: null, started_at: startedAt, completed_at: null };
  }
  const conclusion = isLast && words.conclusion !== 'success' ? words.conclusion : 'success';
  return { status: 'completed', conclusion, started_at: startedAt, completed_at: isoSecond(words.completedAt) };
}

/** The body of a `workflow_job` delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_job */
export function workflowJobPayload(place: WorkflowPlace, words: WorkflowJobWords): object {
  const name = fullName(place.repository);
  const last = words.steps.length - 1;
  return {
    action: words.status,
    workflow_job: {
      id: words.id,
      run_id: place.runId,
      workflow_name: place.workflow,
      head_branch: place.branch,
      run_url: `https://api.github.com/repos/${name}/actions/runs/${place.runId}`,
      run_attempt: place.attempt,
      node_id: `CR_${words.id.toString(36)}`,
      head_sha: place.sha,
      url: `https://api.github.com/repos/${name}/actions/jobs/${words.id}`,
      html_url: `https://github.com/${name}/actions/runs/${place.runId}/job/${words.id}`,
      status: words.status,
      conclusion: words.conclusion,
      created_at: isoSecond(words.createdAt),
      started_at: isoSecond(words.startedAt),
      completed_at: isoSecond(words.completedAt),
      name: words.name,
      steps: words.steps.map((step, index) => ({ name: step, number: index + 1, ...stepEnd(words, index === last) })),
      check_run_url: `https://api.github.com/repos/${name}/check-runs/${words.id}`,
      labels: words.labels,
      runner_id: words.runner === null ? null : 17,
      runner_name: words.runner,
      runner_group_id: words.runner === null ? null : 2,
      runner_group_name: words.runner === null ? null : 'GitHub Actions',
    },
    ...surroundings(place.repository, accountPayload(place.actor, 'User')),
  };
}
