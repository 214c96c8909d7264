import { iso } from './moment.ts';
import { sha } from './tell.ts';
import type { Told } from './told.ts';

/** A step of an Actions job: its name, and how it ended; null when it was cut off. */
export type Step = readonly [name: string, conclusion: string | null];

/** Steps of a job that ran to its end. */
export function steps(conclusion: string): readonly Step[] {
  return [
    ['Set up job', 'success'],
    ['Run make', conclusion],
    ['Complete job', 'success'],
  ];
}

/** An Actions job of workflow run 700 and attempt 1 unless others are given. */
export function job(
  id: number,
  name: string,
  state: {
    readonly status: string;
    readonly conclusion?: string | null;
    readonly created: string;
    readonly started?: string;
    readonly completed?: string;
  },
  more: {
    readonly action?: string;
    readonly runId?: number;
    readonly attempt?: number;
    readonly runner?: string | null;
    readonly steps?: readonly Step[];
    readonly head?: string;
  } = {},
): Told {
  const { runId = 700, attempt = 1, runner = state.status === 'queued' ? null : 'r1' } = more;
  return ({ fullName, fields }) => ({
    event: 'workflow_job',
    payload: {
      action: more.action ?? state.status,
      workflow_job: {
        id,
        run_id: runId,
        run_attempt: attempt,
        workflow_name: 'CI',
        head_sha: sha(more.head ?? 'a'),
        head_branch: 'topic-1',
        html_url: `https://github.com/${fullName}/actions/runs/${runId}/job/${id}`,
        name,
        status: state.status,
        conclusion: state.conclusion ?? null,
        created_at: iso(state.created),
        started_at: iso(state.started ?? state.created),
        completed_at: state.completed === undefined ? null : iso(state.completed),
        steps: (more.steps ?? []).map(([step, conclusion], index) => ({
          name: step,
          status: conclusion === null ? 'in_progress' : 'completed',
          conclusion,
          number: index + 1,
          started_at: null,
          completed_at: null,
        })),
        labels: ['ubuntu-latest'],
        runner_id: runner === null ? null : 12,
        runner_name: runner,
        runner_group_id: runner === null ? null : 1,
        runner_group_name: runner === null ? null : 'Default',
      },
      ...fields,
    },
  });
}

/** Workflow run 700, attempt 1 unless others are given. `began`: when the attempt did. */
export function workflowRun(
  action: 'requested' | 'in_progress' | 'completed',
  at: string,
  more: {
    readonly conclusion?: string;
    readonly began?: string;
    readonly runId?: number;
    readonly attempt?: number;
    readonly head?: string;
  } = {},
): Told {
  const { runId = 700, attempt = 1, began = '10:00:01' } = more;
  return ({ fullName, fields }) => ({
    event: 'workflow_run',
    payload: {
      action,
      workflow_run: {
        id: runId,
        name: 'CI',
        event: 'pull_request',
        head_sha: sha(more.head ?? 'a'),
        head_branch: 'topic-1',
        status: action === 'requested' ? 'queued' : action,
        conclusion: more.conclusion ?? null,
        run_attempt: attempt,
        run_number: 9,
        created_at: iso('10:00:01'),
        run_started_at: iso(began),
        updated_at: iso(at),
        html_url: `https://github.com/${fullName}/actions/runs/${runId}`,
      },
      workflow: { name: 'CI' },
      ...fields,
    },
  });
}
