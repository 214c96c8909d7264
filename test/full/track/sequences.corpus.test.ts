import { describe, expect, test } from 'vitest';
import type { JobRun } from '../../../src/model/job-run.ts';
import { type RecordedDelivery, readReplay, readSequences } from '../../support/corpus.ts';
import { foldLog, observe } from './support.ts';

interface Cycle {
  readonly first_pending: string | null;
  readonly terminal: string | null;
  readonly state: string;
  readonly seconds: number | null;
}
type Contexts = Readonly<Record<string, { readonly first_at: string; readonly cycles: readonly Cycle[] }>>;
interface Expected {
  readonly repository: string;
  readonly head_sha: string;
  readonly pr_changes: readonly {
    readonly pr: number;
    readonly action: string;
    readonly at_payload: string | null;
    readonly seconds_to_first_feedback: number | null;
  }[];
  readonly status_contexts: Contexts;
  readonly check_runs: readonly {
    readonly id: string;
    readonly conclusion: string | null;
    readonly completed_at: string | null;
    readonly seconds_first_seen_start: number | null;
  }[];
  readonly workflow_runs: readonly {
    readonly id: string;
    readonly conclusion: string | null;
    readonly completed_at: string | null;
    readonly seconds: number | null;
  }[];
  readonly workflow_jobs: readonly {
    readonly id: string;
    readonly run_attempt: number;
    readonly labels: readonly string[];
    readonly conclusion: string | null;
    readonly queue_seconds: number | null;
    readonly run_seconds: number | null;
    readonly runner: string | null;
  }[];
}

const ms = (seconds: number | null) => (seconds === null ? null : seconds * 1000);
const time = (text: string | null) => (text === null ? null : Date.parse(text));

/**
 * The recordings pair a final status that has no pending before it as a cycle of its own, whatever came before. The rule here
 * calls the same final again a repeat (overlapping builds report it once each), so such cycles are not runs.
 */
function withoutRepeats(cycles: readonly Cycle[]): readonly Cycle[] {
  return cycles.filter(
    ({ first_pending, state }, index) => first_pending !== null || cycles[index - 1]?.state !== state,
  );
}

function expectContexts(jobRuns: readonly JobRun[], contexts: Contexts): void {
  const statuses = jobRuns.filter(({ source }) => source === 'status');
  expect(new Set(statuses.map(({ name }) => name))).toEqual(new Set(Object.keys(contexts)));
  for (const [context, { cycles, first_at }] of Object.entries(contexts)) {
    const runs = statuses.filter(({ name }) => name === context);
    expect(runs[0]?.queuedAt).toBe(time(first_at));
    expect(
      runs.map(({ state, queuedAt, finishedAt, durationMs }) => [state, queuedAt, finishedAt, durationMs]),
    ).toEqual(
      withoutRepeats(cycles).map(({ state, first_pending, terminal, seconds }) => [
        state,
        time(first_pending ?? terminal),
        time(terminal),
        ms(seconds),
      ]),
    );
  }
}

/** New: a job that waits for a person is not in the queue; one of the sequences has a job whose last word is that it waits. */
function openState(deliveries: readonly RecordedDelivery[]): 'waiting' | 'queued' {
  return JSON.stringify(deliveries.at(-1)?.payload).includes('"status":"waiting"') ? 'waiting' : 'queued';
}

describe.each(readSequences<Expected>())('$name', ({ deliveries, expected: [expected] }) => {
  const wanted = expected as Expected;
  const rows = foldLog(observe(deliveries).get(wanted.repository) ?? []);

  test('changes and their first statuses are as recorded', () => {
    const revisions = rows.revisions.filter(({ provider }) => provider === 'any');

    expect(revisions.map((row) => [row.pullRequest, row.action, row.firstStatusMs])).toEqual(
      wanted.pr_changes.map((change) => [change.pr, change.action, ms(change.seconds_to_first_feedback)]),
    );
    const known = wanted.pr_changes.map(({ at_payload }) => time(at_payload));
    expect(revisions.map(({ changedAt }, index) => (known[index] === null ? null : changedAt))).toEqual(known);
  });

  test('status contexts are as recorded', () => {
    expectContexts(rows.jobRuns, wanted.status_contexts);
  });

  test('check runs are as recorded', () => {
    const checks = rows.jobRuns.filter(({ source }) => source === 'check_run');

    expect(checks.map((run) => [String(run.externalId), run.state, run.finishedAt, run.runMs])).toEqual(
      wanted.check_runs.map((check) => [
        check.id,
        check.conclusion,
        time(check.completed_at),
        ms(check.seconds_first_seen_start),
      ]),
    );
  });

  test('workflow runs and jobs are as recorded', () => {
    expect(
      rows.workflowRuns.map((run) => [`${run.runId}#${run.attempt}`, run.state, run.finishedAt, run.durationMs]),
    ).toEqual(
      wanted.workflow_runs.map((run) => [run.id, run.conclusion ?? 'queued', time(run.completed_at), ms(run.seconds)]),
    );
    const jobs = rows.jobRuns.filter(({ source }) => source === 'workflow_job');
    expect(
      jobs.map((run) => [
        String(run.externalId),
        run.attempt,
        run.runnerLabels,
        run.state,
        run.queueMs,
        run.runMs,
        run.runnerName,
      ]),
    ).toEqual(
      wanted.workflow_jobs.map((job) => [
        job.id,
        job.run_attempt,
        job.labels,
        job.conclusion ?? openState(deliveries),
        ms(job.queue_seconds),
        ms(job.run_seconds),
        job.runner,
      ]),
    );
  });
});

test('a pull request’s 29 statuses make the recorded runs', () => {
  const { deliveries, expected } = readReplay<{ contexts: Contexts }>('packit-ogr-pr278-statuses');

  const { jobRuns } = foldLog(observe(deliveries).get('packit/ogr') ?? []);

  expectContexts(jobRuns, expected.contexts);
});

test('a stream of workflow runs and jobs gives the recorded counts and sums', () => {
  const { deliveries, expected } = readReplay<{
    runs: number;
    runs_by_event: Readonly<Record<string, number>>;
    run_attempts: Readonly<Record<string, number>>;
    runs_by_workflow: Readonly<Record<string, number>>;
    run_seconds: { sum: number; min: number; max: number };
    jobs: number;
    job_seconds: { sum: number; min: number; max: number };
  }>('devlake-ants');

  const log = observe(deliveries).get('panjf2000/ants') ?? [];
  const { jobRuns, workflowRuns } = foldLog(log);

  expect(workflowRuns).toHaveLength(expected.runs);
  expect(counts(workflowRuns.map(({ event }) => event))).toEqual(expected.runs_by_event);
  expect(counts(workflowRuns.map(({ attempt }) => attempt))).toEqual(expected.run_attempts);
  expect(counts(workflowRuns.map(({ workflow }) => workflow))).toEqual(expected.runs_by_workflow);
  // New: a run that ended `action_required` without a job waits for a person; the length that was recorded for it is no run's.
  const waits = log.flatMap((told) =>
    told.type === 'workflow_run' && told.conclusion === 'action_required'
      ? [(told.finishedAt as number) - (told.queuedAt as number)]
      : [],
  );
  const runs = workflowRuns.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  expect(waits).toHaveLength(1);
  expect(summary([...runs, ...waits])).toEqual(only(expected.run_seconds));
  expect(jobRuns).toHaveLength(expected.jobs);
  const ended = jobRuns.flatMap(({ runMs }) => (runMs === null ? [] : [runMs]));
  expect(summary(ended)).toEqual(only(expected.job_seconds));
  expect(jobRuns.every(({ queueMs }) => queueMs === null)).toBe(true);
});

test('conclusions that the stream’s source altered end their runs without blame', () => {
  const { deliveries } = readReplay('devlake-ants');

  const { jobRuns, workflowRuns } = foldLog(observe(deliveries).get('panjf2000/ants') ?? []);

  // jobs: success 10 + SUCCESS 2, failure 2 + FAILURE + ACTION_REQUIRED, cancelled 6 + CANCELLED; TIMED_OUT, STARTUP_FAILURE and STALE are errors;
  // NEUTRAL and SKIPPED are neither; "" 5 and null 2 say nothing. They are skipped as well.
  expect(counts(jobRuns.map(({ state }) => state))).toEqual({
    success: 12,
    failure: 4,
    cancelled: 7,
    error: 3,
    skipped: 9,
  });
  // New: the one that ended ACTION_REQUIRED without a job waits for a person.
  expect(counts(workflowRuns.map(({ state }) => state))).toEqual({
    success: 18,
    failure: 3,
    waiting: 1,
    cancelled: 1,
    error: 3,
    skipped: 9,
  });
});

function counts(values: readonly (string | number | null)[]): Readonly<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const value of values) result[String(value)] = (result[String(value)] ?? 0) + 1;
  return result;
}

function summary(lengths: readonly number[]) {
  const seconds = lengths.map((length) => length / 1000);
  return { sum: seconds.reduce((a, b) => a + b, 0), min: Math.min(...seconds), max: Math.max(...seconds) };
}

function only({ sum, min, max }: { sum: number; min: number; max: number }) {
  return { sum, min, max };
}
