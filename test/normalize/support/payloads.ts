import type { Delivery, Normalized } from '../../../src/model/delivery.ts';
import type { JobObservation, PullRequestObservation, WorkflowRunObservation } from '../../../src/model/observation.ts';
import { normalize } from '../../../src/normalize/normalize.ts';

export type Json = Readonly<Record<string, unknown>>;

export const sha = 'c0ffee5eed00000000000000000000000000c0de';
export const receivedAt = Date.parse('2024-05-01T12:00:30.123Z');
/** Version 1, made at 2024-05-01T12:00:20.500Z. */
export const timedGuid = '62352d40-07b2-11ef-8000-0123456789ab';
export const hosts = ['github.com', 'ghe.example.org'];

/** A time on the day that all payloads here speak of. */
export function at(clock: string): number {
  return Date.parse(`2024-05-01T${clock}Z`);
}

export const repository: Json = {
  id: 4711,
  node_id: 'R_kgDOAAASZw',
  full_name: 'acme/rocket',
  name: 'rocket',
  private: false,
  html_url: 'https://github.com/acme/rocket',
  url: 'https://api.github.com/repos/acme/rocket',
};

export function statusPayload(changes: Json = {}): Json {
  return {
    id: 100,
    sha,
    state: 'pending',
    context: 'ci/build',
    description: 'In the queue',
    target_url: 'https://ci.example.org/1',
    branches: [],
    created_at: '2024-05-01T12:00:00Z',
    updated_at: '2024-05-01T12:00:00Z',
    repository,
    sender: { login: 'acme-ci[bot]', type: 'Bot' },
    ...changes,
  };
}

export function checkRunPayload(check: Json = {}, changes: Json = {}): Json {
  return {
    action: 'created',
    check_run: {
      id: 200,
      head_sha: sha,
      name: 'rpm-build:f40',
      status: 'queued',
      conclusion: null,
      started_at: '2024-05-01T12:00:00Z',
      completed_at: null,
      output: { title: 'The task was accepted.', summary: '' },
      html_url: 'https://github.com/acme/rocket/runs/200',
      details_url: 'https://ci.example.org/200',
      app: { slug: 'packit-as-a-service', name: 'Packit-as-a-Service' },
      check_suite: { id: 20, head_branch: 'main', head_sha: sha, pull_requests: [] },
      pull_requests: [],
      ...check,
    },
    repository,
    sender: { login: 'packit-as-a-service[bot]' },
    installation: { id: 9 },
    ...changes,
  };
}

export function jobPayload(job: Json = {}, changes: Json = {}): Json {
  return {
    action: 'queued',
    workflow_job: {
      id: 300,
      run_id: 30,
      run_attempt: 1,
      head_sha: sha,
      head_branch: 'main',
      name: 'build (20)',
      workflow_name: 'CI',
      status: 'queued',
      conclusion: null,
      created_at: '2024-05-01T12:00:00Z',
      started_at: '2024-05-01T12:00:00Z',
      completed_at: null,
      labels: ['ubuntu-latest'],
      runner_id: null,
      runner_name: null,
      runner_group_name: null,
      steps: [],
      html_url: 'https://github.com/acme/rocket/actions/runs/30/job/300',
      ...job,
    },
    repository,
    ...changes,
  };
}

export const setUp: Json = { name: 'Set up job', status: 'completed', conclusion: 'success', number: 1 };
export const ownStep: Json = { name: 'Run npm test', status: 'completed', conclusion: 'failure', number: 2 };

/** A job that a runner took and finished. */
export function doneJobPayload(job: Json = {}): Json {
  return jobPayload(
    {
      status: 'completed',
      conclusion: 'success',
      started_at: '2024-05-01T12:00:07Z',
      completed_at: '2024-05-01T12:01:00Z',
      runner_id: 7,
      runner_name: 'GitHub Actions 7',
      runner_group_name: 'GitHub Actions',
      steps: [setUp, ownStep],
      ...job,
    },
    { action: 'completed' },
  );
}

export function runPayload(run: Json = {}, changes: Json = {}): Json {
  return {
    action: 'requested',
    workflow_run: {
      id: 30,
      run_attempt: 1,
      name: 'CI',
      event: 'push',
      head_sha: sha,
      head_branch: 'main',
      status: 'queued',
      conclusion: null,
      created_at: '2024-05-01T12:00:00Z',
      run_started_at: '2024-05-01T12:00:00Z',
      updated_at: '2024-05-01T12:00:01Z',
      html_url: 'https://github.com/acme/rocket/actions/runs/30',
      ...run,
    },
    repository,
    ...changes,
  };
}

export function pullRequestPayload(pullRequest: Json = {}, changes: Json = {}): Json {
  return {
    action: 'opened',
    number: 12,
    pull_request: {
      number: 12,
      html_url: 'https://github.com/acme/rocket/pull/12',
      created_at: '2024-05-01T12:00:00Z',
      updated_at: '2024-05-01T12:30:00Z',
      author_association: 'MEMBER',
      draft: false,
      user: { login: 'kim' },
      head: { ref: 'fix', sha, repo: { id: 4711, full_name: 'acme/rocket' } },
      base: { ref: 'main', sha: 'ba5e', repo: { id: 4711, full_name: 'acme/rocket' } },
      ...pullRequest,
    },
    repository,
    sender: { login: 'github-actions[bot]' },
    ...changes,
  };
}

export function delivery(event: string, payload: unknown, changes: Partial<Delivery> = {}): Delivery {
  return { guid: 'no-uuid', event, payload, receivedAt, ...changes };
}

export function read(event: string, payload: unknown, changes: Partial<Delivery> = {}): Normalized {
  return normalize(delivery(event, payload, changes), { hosts });
}

/** The observation of a job; throws when there is none. */
export function job(event: 'status' | 'check_run' | 'workflow_job', payload: Json): JobObservation {
  return observed(read(event, payload), 'job');
}

export function pullRequest(payload: Json): PullRequestObservation {
  return observed(read('pull_request', payload), 'pull_request');
}

export function workflowRun(payload: Json): WorkflowRunObservation {
  return observed(read('workflow_run', payload), 'workflow_run');
}

type Observations = { job: JobObservation; pull_request: PullRequestObservation; workflow_run: WorkflowRunObservation };

function observed<Type extends keyof Observations>(normalized: Normalized, type: Type): Observations[Type] {
  if (normalized.result === 'ignored' || normalized.observation?.type !== type) {
    throw new Error(`expected an observation of ${type}, got ${JSON.stringify(normalized)}`);
  }
  return normalized.observation as Observations[Type];
}
