import { job, steps, workflowRun } from './actions.ts';
import type { OwnCase } from './own-case.ts';
import { check, pullRequest, status, tell } from './tell.ts';

const woodpecker = { sender: 'acme-forge-bot' };
const clock = 'The clock of a build or test does not run while it waits: queued_at is when the waiting ended.';
const asAnswer = 'As an answer to a change it counts: GitHub said something.';
const cancelled = 'Closed, superseded, expired or refused it is cancelled.';
const waits = { status: 'waiting', created: '10:00:02' };

/** A job that waits for a person: neither late nor lost. */
export const waitingForAPerson: readonly OwnCase[] = [
  {
    name: 'woodpecker-approved-after-14-hours',
    rule: `${clock} ${asAnswer}`,
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/woodpecker/pr/build', 'pending', '10:00:04', 'Pipeline is pending approval', woodpecker),
      status('ci/woodpecker/pr/build', 'pending', '1d 00:10:00', 'Pipeline is pending', woodpecker),
      status('ci/woodpecker/pr/build', 'pending', '1d 00:10:05', 'Pipeline is running', woodpecker),
      status('ci/woodpecker/pr/build', 'success', '1d 00:14:05', 'Pipeline was successful', woodpecker),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'success', waiting_seconds: 50_996, queue_seconds: 5, run_seconds: 240 } }],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 0 }, 'first-status': { good: 1, bad: 0 } },
    },
  },
  {
    name: 'woodpecker-rejected',
    rule: cancelled,
    told: [
      status('ci/woodpecker/pr/test', 'pending', '10:00:04', 'Pipeline is pending approval', woodpecker),
      status('ci/woodpecker/pr/test', 'failure', '12:00:00', 'Pipeline was rejected', woodpecker),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'test', state: 'cancelled' } }],
      slos: { 'test-completion': { good: 0, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'circleci-hold-that-nobody-releases',
    rule: `A run that is waiting is neither overdue nor pending for an objective. ${asAnswer}`,
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/circleci: hold', 'pending', '10:00:04', 'Your job is on hold on CircleCI!'),
    ],
    expected: {
      runs: [{ match: {}, want: { state: 'waiting' } }],
      slos: {
        'first-status': { good: 1, bad: 0, excluded: 0 },
        'test-completion': { good: 0, bad: 0 },
        'build-completion': { good: 0, bad: 0 },
      },
      metrics: { 'cislo_jobs_overdue{kind="test",provider="circleci"}': 0 },
    },
  },
  {
    name: 'a-hold-on-a-closed-pull-request',
    rule: cancelled,
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/circleci: hold', 'pending', '10:00:04', 'Your job is on hold on CircleCI!'),
      pullRequest('closed', '1d 10:00:00'),
    ],
    expected: {
      runs: [{ match: {}, want: { state: 'cancelled' } }],
      slos: { 'test-completion': { good: 0, bad: 0 }, 'build-completion': { good: 0, bad: 0 } },
    },
  },
  {
    name: 'a-check-waits-13-hours',
    rule: `An Actions job or check that is waiting. ${clock}`,
    told: [
      check(1, 'integration tests', { status: 'waiting', started: '10:00:03' }),
      check(1, 'integration tests', {
        status: 'completed',
        conclusion: 'failure',
        started: '23:00:10',
        completed: '23:05:10',
      }),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'failure' } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'a-job-waits-and-its-head-is-replaced',
    rule: cancelled,
    told: [
      pullRequest('opened', '10:00:00'),
      job(1, 'integration tests', waits),
      pullRequest('synchronize', '11:00:00', { head: 'b' }),
      job(2, 'integration tests', { ...waits, created: '11:00:02' }, { runId: 701, head: 'b' }),
    ],
    expected: {
      runs: [
        { match: { external_id: 1 }, want: { state: 'cancelled' } },
        { match: { external_id: 2 }, want: { state: 'waiting' } },
      ],
      slos: { 'test-completion': { good: 0, bad: 0 }, 'first-status': { good: 2, bad: 0 } },
    },
  },
  {
    name: 'a-deployment-review-is-asked-for-and-given',
    rule: clock,
    told: [
      pullRequest('opened', '10:00:00'),
      job(1, 'integration tests', waits),
      tell('deployment_review', { action: 'requested', environment: 'ci', workflow_run: { id: 700 } }, '10:00:03'),
      tell('deployment_review', { action: 'approved', comment: '', workflow_run: { id: 700 } }, '23:00:00'),
      job(1, 'integration tests', { status: 'queued', created: '10:00:02', started: '23:00:00' }),
      job(1, 'integration tests', { status: 'in_progress', created: '10:00:02', started: '23:00:06' }),
      job(
        1,
        'integration tests',
        { status: 'completed', conclusion: 'success', created: '10:00:02', started: '23:00:06', completed: '23:10:00' },
        { steps: steps('success') },
      ),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'success', waiting_seconds: 46_798, queue_seconds: 6, run_seconds: 594 } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 }, 'first-status': { good: 1, bad: 0 } },
    },
  },
  {
    name: 'a-deployment-review-is-refused',
    rule: cancelled,
    told: [
      job(1, 'integration tests', waits),
      tell('deployment_review', { action: 'rejected', comment: 'Not now', workflow_run: { id: 700 } }, '1d 10:00:00'),
      job(
        1,
        'integration tests',
        { status: 'completed', conclusion: 'failure', created: '10:00:02', completed: '1d 10:00:01' },
        { runner: '' },
      ),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'cancelled', error_reason: null } }],
      slos: { 'test-completion': { good: 0, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'approved-and-then-lost',
    rule: 'Refused is "failed from waiting without a runner or a step of its own"; a job that was queued after the wait failed by the infrastructure.',
    told: [
      job(1, 'integration tests', waits),
      job(1, 'integration tests', { status: 'queued', created: '10:00:02', started: '12:00:00' }),
      job(
        1,
        'integration tests',
        { status: 'completed', conclusion: 'failure', created: '10:00:02', started: '12:00:00', completed: '12:03:00' },
        { runner: '' },
      ),
    ],
    expected: {
      runs: [{ match: {}, want: { state: 'error', error_reason: 'no_steps_ran' } }],
      slos: { 'test-completion': { good: 0, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'a-forks-run-is-approved-after-a-day',
    rule: `A workflow run that ended action_required before any job was made waits. ${asAnswer}`,
    told: [
      pullRequest('opened', '10:00:00'),
      workflowRun('completed', '10:00:03', { conclusion: 'action_required' }),
      workflowRun('in_progress', '1d 10:00:00', { began: '1d 10:00:00' }),
      job(1, 'build', { status: 'queued', created: '1d 10:00:01' }),
      job(
        1,
        'build',
        {
          status: 'completed',
          conclusion: 'success',
          created: '1d 10:00:01',
          started: '1d 10:00:07',
          completed: '1d 10:05:00',
        },
        { steps: steps('success') },
      ),
      workflowRun('completed', '1d 10:05:02', { conclusion: 'success', began: '1d 10:00:00' }),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'success', queue_seconds: 6 } }],
      revisions: [{ match: {}, want: { first_status_seconds: 3, first_status_by: 'github-actions', verdict: 'good' } }],
      slos: { 'first-status': { good: 1, bad: 0 }, 'build-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'a-forks-run-is-never-approved',
    rule: asAnswer,
    told: [pullRequest('opened', '10:00:00'), workflowRun('completed', '10:00:03', { conclusion: 'action_required' })],
    expected: {
      runs_count: 0,
      slos: { 'first-status': { good: 1, bad: 0, excluded: 0 }, 'build-completion': { good: 0, bad: 0, excluded: 0 } },
      metrics: { 'cislo_revisions_without_status{provider="any"}': 0 },
    },
  },
];
