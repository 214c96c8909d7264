import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { asFields, type Fields } from '../fields.ts';
import { pick } from './pick.ts';
import { readObjectsAt } from './read-objects.ts';
import type { DeliveryFact } from './rest-fact.ts';

const runFields = [
  'id',
  'name',
  'head_sha',
  'head_branch',
  'event',
  'status',
  'conclusion',
  'run_attempt',
  'run_started_at',
  'created_at',
  'html_url',
] as const;

const jobFields = [
  'id',
  'run_id',
  'run_attempt',
  'workflow_name',
  'head_branch',
  'head_sha',
  'html_url',
  'status',
  'conclusion',
  'created_at',
  'started_at',
  'completed_at',
  'name',
  'labels',
  'runner_name',
  'runner_group_name',
] as const;

/** What is kept of a workflow run in GitHub's list. Not `updated_at`: read later, it is no end. */
export function trimWorkflowRun(run: Fields): Fields {
  return pick(run, runFields);
}

/** A page of GitHub's list of workflow runs, with how many there are in all; null when it is none. */
export function readRunPage(data: unknown): { readonly total: number; readonly runs: readonly Fields[] } | null {
  const runs = readObjectsAt('workflow_runs')(data);
  const total = asFields(data)['total_count'];
  return runs === null || typeof total !== 'number' ? null : { total, runs };
}

/** Where a workflow run stands: its id, its head (null when unknown), whether it has ended, and its latest attempt, from 1. */
export function readRunState(run: Fields): {
  readonly id: string;
  readonly headSha: string | null;
  readonly branch: string | null;
  readonly hasEnded: boolean;
  readonly attempt: number;
} {
  const { id, head_sha: headSha, head_branch: branch, status, run_attempt: attempt } = run;
  return {
    id: String(id),
    headSha: typeof headSha === 'string' ? headSha : null,
    branch: typeof branch === 'string' ? branch : null,
    hasEnded: status === 'completed',
    attempt: typeof attempt === 'number' ? attempt : 1,
  };
}

/** A `workflow_job` delivery for a job as it is now. */
export function workflowJobFact(job: Fields): DeliveryFact {
  const steps = job['steps'];
  return {
    event: 'workflow_job',
    payload: {
      action: job['status'] === 'waiting' ? 'waiting' : actionOf(job, 'queued'),
      workflow_job: {
        ...pick(job, jobFields),
        ...(Array.isArray(steps) ? { steps: steps.map((step) => pick(step, ['name', 'status', 'conclusion'])) } : {}),
      },
    },
  };
}

/**
 * A `workflow_run` delivery for one attempt of a run as it is now. It ended when the last of its jobs did; an attempt that ended
 * without a job of its own (GitHub could not start it, or a person has to approve it) ended where it began.
 *
 * @param jobs of all attempts.
 */
export function workflowRunFact(run: Fields, jobs: readonly Fields[]): DeliveryFact {
  const attempt = run['run_attempt'] ?? 1;
  const began = run['run_started_at'] ?? run['created_at'];
  const ended =
    run['status'] === 'completed'
      ? lastEnd(
          jobs.filter((job) => (job['run_attempt'] ?? 1) === attempt),
          began,
        )
      : null;
  return {
    event: 'workflow_run',
    payload: {
      action: actionOf(run, 'requested'),
      workflow_run: { ...pick(run, runFields), updated_at: ended ?? began },
    },
  };
}

/** Copies of jobs that had run in an earlier attempt ended before this one began. */
function lastEnd(jobs: readonly Fields[], began: unknown): string | null {
  const from = parseTimestamp(began) ?? 0;
  const ends = jobs
    .map((job) => parseTimestamp(job['completed_at']))
    .filter((end) => end !== null && end >= from) as number[];
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString();
}

function actionOf(object: Fields, before: string): string {
  const status = object['status'];
  return status === 'completed' || status === 'in_progress' ? status : before;
}
