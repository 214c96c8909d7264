import { job, steps, workflowRun } from './actions.ts';
import type { OwnCase } from './own-case.ts';
import { check, pullRequest, status } from './tell.ts';

const after =
  'Only an observation later than the change is its first status. Where none comes by the deadline and a CI provider had already reported on that commit, the revision is excluded, reason answered_before; where one comes late, it is bad with its true seconds.';
const twoClocks = 'A status up to 5 s before the change counts as 0 s: two clocks, and the push precedes the event.';
const withoutStatus = 'cislo_revisions_without_status{provider="any"}';

/** What is an answer to which change. */
export const answersAndQuestions: readonly OwnCase[] = [
  {
    name: 'a-status-3-s-before-the-change',
    rule: twoClocks,
    told: [pullRequest('opened', '10:00:00'), status('ci/acme: test', 'success', '09:59:57')],
    expected: {
      revisions: [{ match: {}, want: { first_status_seconds: 0, answered_before: false, verdict: 'good' } }],
      slos: { 'first-status': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'a-status-a-minute-before-the-change',
    rule: after,
    told: [pullRequest('opened', '10:00:00'), status('ci/acme: test', 'success', '09:59:00')],
    expected: {
      revisions: [{ match: {}, want: { first_status_at: null, answered_before: true, verdict: 'excluded' } }],
      slos: { 'first-status': { good: 0, bad: 0, excluded: 1 } },
      metrics: { [withoutStatus]: 0 },
    },
  },
  {
    name: 'reopened-on-a-built-commit',
    rule: after,
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/acme: test', 'pending', '10:00:04'),
      status('ci/acme: test', 'success', '10:05:00'),
      pullRequest('closed', '10:10:00'),
      pullRequest('reopened', '12:00:00'),
    ],
    expected: {
      revisions: [
        { match: { action: 'opened' }, want: { first_status_seconds: 4, verdict: 'good' } },
        { match: { action: 'reopened' }, want: { first_status_at: null, answered_before: true, verdict: 'excluded' } },
      ],
      slos: { 'first-status': { good: 1, bad: 0, excluded: 1 }, 'test-completion': { good: 1, bad: 0 } },
      metrics: { [withoutStatus]: 0 },
    },
  },
  {
    name: 'a-late-answer-on-a-built-commit',
    rule: after,
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/acme: test', 'success', '10:00:04'),
      pullRequest('closed', '10:10:00'),
      pullRequest('reopened', '12:00:00'),
      status('ci/acme: test', 'pending', '12:01:00'),
      status('ci/acme: test', 'failure', '12:05:00'),
    ],
    expected: {
      runs_count: 2,
      revisions: [
        { match: { action: 'reopened' }, want: { first_status_seconds: 60, answered_before: false, verdict: 'bad' } },
      ],
      slos: { 'first-status': { good: 1, bad: 1, excluded: 0 }, 'test-completion': { good: 2, bad: 0 } },
    },
  },
  {
    name: 'actions-does-not-run-again-for-ready',
    rule: `${after} (Actions does not run again for ready_for_review.)`,
    told: [
      pullRequest('opened', '10:00:00', { draft: true }),
      job(
        1,
        'build',
        { status: 'completed', conclusion: 'success', created: '10:00:03', started: '10:00:09', completed: '10:05:00' },
        { steps: steps('success') },
      ),
      workflowRun('completed', '10:05:02', { conclusion: 'success' }),
      pullRequest('ready_for_review', '15:00:00'),
    ],
    expected: {
      revisions: [
        { match: { action: 'opened' }, want: { first_status_seconds: 3, verdict: 'good' } },
        { match: { action: 'ready_for_review' }, want: { answered_before: true, verdict: 'excluded' } },
      ],
      slos: { 'first-status': { good: 1, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'a-build-of-the-first-change-ends-after-the-second',
    rule: 'Only an observation later than the change is its first status; the end of a build is one.',
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/acme: test', 'pending', '10:00:04'),
      pullRequest('closed', '10:01:00'),
      pullRequest('reopened', '10:02:00'),
      status('ci/acme: test', 'success', '10:02:05'),
    ],
    expected: {
      runs_count: 1,
      revisions: [{ match: { action: 'reopened' }, want: { first_status_seconds: 5, verdict: 'good' } }],
      slos: { 'first-status': { good: 2, bad: 0, excluded: 0 }, 'test-completion': { good: 1, bad: 0 } },
    },
  },
  {
    name: 'our-own-check-is-no-answer',
    rule: 'Checks, statuses and comments of the own App (its id, its bot) are no status, no run, no provider and nobody’s expectation.',
    told: [
      pullRequest('opened', '10:00:00'),
      check(
        1,
        'Error budget test',
        { status: 'completed', conclusion: 'success', started: '10:00:02', completed: '10:00:03' },
        { app: 'acme-cislo', appId: 4242 },
      ),
    ],
    expected: {
      runs_count: 0,
      providers_count: 0,
      revisions: [{ match: {}, want: { first_status_at: null, nobody_expected: true, verdict: 'excluded' } }],
      slos: { 'first-status': { good: 0, bad: 0, excluded: 1 }, 'test-completion': { good: 0, bad: 0, excluded: 0 } },
      metrics: { [withoutStatus]: 0 },
    },
  },
];
