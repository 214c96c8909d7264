import { job, type Step, steps } from './actions.ts';
import type { OwnCase } from './own-case.ts';
import { check } from './tell.ts';

const cutOff: readonly Step[] = [
  ['Set up job', 'success'],
  ['Run make lint', 'success'],
  ['Run make test', null],
];
const cutOffAfterAFailure: readonly Step[] = [
  ['Set up job', 'success'],
  ['Run make lint', 'failure'],
  ['Run make report', null],
];
const lost =
  'A failed job in which no step of its own failed and at least one was cut off (no conclusion) is error runner_lost.';
const limit =
  'A cancelled job that ran 6 h (21,600 to 21,700 s) is error timed_out: the default limit is nobody’s wish.';
const noConclusion =
  '(f) completed without a conclusion is not final while anything else about that id is known or comes; alone it becomes skipped with the quirk no_conclusion at the deadline.';

function cancelledJob(id: number, name: string, completed: string) {
  return job(
    id,
    name,
    { status: 'completed', conclusion: 'cancelled', created: '10:00:00', started: '10:00:00', completed },
    { steps: steps('cancelled') },
  );
}

function failedJob(id: number, name: string, made: readonly Step[], conclusion = 'failure') {
  return job(
    id,
    name,
    { status: 'completed', conclusion, created: '10:00:02', started: '10:00:08', completed: '10:20:00' },
    { steps: made },
  );
}

/** How a job ended, where its conclusion alone does not say. */
export const endsOfActionsJobs: readonly OwnCase[] = [
  {
    name: 'a-runner-is-lost',
    rule: lost,
    told: [failedJob(1, 'unit test', cutOff)],
    expected: {
      runs: [{ match: {}, want: { state: 'error', error_reason: 'runner_lost', run_seconds: 1192 } }],
      slos: { 'test-completion': { good: 0, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'a-runner-is-lost-after-a-step-failed',
    rule: lost,
    told: [failedJob(1, 'unit test', cutOffAfterAFailure)],
    expected: {
      runs: [{ match: {}, want: { state: 'failure', error_reason: null } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'a-cancelled-job-is-cut-off',
    rule: `${lost} Cancelled is cancelled.`,
    told: [failedJob(1, 'unit test', cutOff, 'cancelled')],
    expected: {
      runs: [{ match: {}, want: { state: 'cancelled', error_reason: null } }],
      slos: { 'test-completion': { good: 0, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'cancelled-around-six-hours',
    rule: limit,
    told: [
      cancelledJob(1, 'test after 5 h', '15:00:00'),
      cancelledJob(2, 'test a second before 6 h', '15:59:59'),
      cancelledJob(3, 'test at 6 h', '16:00:00'),
      cancelledJob(4, 'test 100 s after 6 h', '16:01:40'),
      cancelledJob(5, 'test 101 s after 6 h', '16:01:41'),
    ],
    expected: {
      runs: [
        { match: { external_id: 1 }, want: { state: 'cancelled' } },
        { match: { external_id: 2 }, want: { state: 'cancelled', run_seconds: 21_599 } },
        { match: { external_id: 3 }, want: { state: 'error', error_reason: 'timed_out', run_seconds: 21_600 } },
        { match: { external_id: 4 }, want: { state: 'error', error_reason: 'timed_out', run_seconds: 21_700 } },
        { match: { external_id: 5 }, want: { state: 'cancelled', run_seconds: 21_701 } },
      ],
      slos: { 'test-completion': { good: 0, bad: 2, excluded: 3 } },
    },
  },
  {
    name: 'timed-out-by-its-own-word',
    rule: 'timed_out, startup_failure, stale: error.',
    told: [failedJob(1, 'unit test', steps('failure'), 'timed_out'), failedJob(2, 'build', steps('success'), 'stale')],
    expected: {
      runs: [
        { match: { external_id: 1 }, want: { state: 'error' } },
        { match: { external_id: 2 }, want: { state: 'error' } },
      ],
      slos: { 'test-completion': { good: 0, bad: 1 }, 'build-completion': { good: 0, bad: 1 } },
    },
  },
  {
    name: 'completed-without-a-conclusion',
    rule: noConclusion,
    told: [
      job(
        1,
        'unit test',
        { status: 'completed', conclusion: null, created: '10:00:02', started: '10:00:08', completed: '10:20:00' },
        { steps: steps('success') },
      ),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'skipped' } }],
      slos: { 'test-completion': { good: 0, bad: 0, excluded: 1 } },
      metrics: { 'cislo_quirks_total{quirk="no_conclusion"}': 1 },
    },
  },
  {
    name: 'completed-without-a-conclusion-after-a-real-end',
    rule: noConclusion,
    told: [
      failedJob(1, 'unit test', steps('failure')),
      job(
        1,
        'unit test',
        { status: 'completed', conclusion: null, created: '10:00:02', started: '10:00:08', completed: '10:30:00' },
        { steps: steps('failure') },
      ),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'failure', finished_at: '2026-11-10T10:20:00.000Z' } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'a-job-that-is-also-a-check',
    rule: 'workflow_job.id == check_run.id when the check’s app is github-actions: one job run, whichever event comes first.',
    told: [
      check(1, 'build', { status: 'in_progress', started: '10:00:08' }, { app: 'github-actions' }),
      job(
        1,
        'build',
        { status: 'completed', conclusion: 'success', created: '10:00:02', started: '10:00:08', completed: '10:05:08' },
        { steps: steps('success') },
      ),
      check(
        1,
        'build',
        { status: 'completed', conclusion: 'success', started: '10:00:08', completed: '10:05:08' },
        { app: 'github-actions' },
      ),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'success', queue_seconds: 6, run_seconds: 300 } }],
      slos: { 'build-completion': { good: 1, bad: 0 } },
    },
  },
];
