import type { OwnCase } from './own-case.ts';
import { check, pullRequest, status } from './tell.ts';

const onlyCi =
  'Only ci (and a waiting of it) is a first status for any; only build and test of role ci can be overdue.';
const none = { good: 0, bad: 0, excluded: 0 };
const open = { status: 'in_progress', started: '10:00:02' };

/** What is no CI answers nobody and is never late. */
export const gatesAndReviews: readonly OwnCase[] = [
  {
    name: 'a-gate-answers-before-ci',
    rule: onlyCi,
    told: [
      pullRequest('opened', '10:00:00'),
      check(
        1,
        'DCO',
        { status: 'completed', conclusion: 'success', started: '10:00:02', completed: '10:00:02' },
        { app: 'dco' },
      ),
      status('ci/acme: test', 'pending', '10:00:40'),
      status('ci/acme: test', 'success', '10:05:00'),
    ],
    expected: {
      runs_count: 2,
      runs: [{ match: { name: 'DCO' }, want: { kind: 'other', role: 'gate', state: 'success' } }],
      revisions: [
        { match: { provider: 'any' }, want: { first_status_seconds: 40, first_status_by: 'acme-ci', verdict: 'bad' } },
      ],
      slos: { 'first-status': { good: 0, bad: 1, excluded: 0 }, 'test-completion': { good: 1, bad: 0 } },
    },
  },
  {
    name: 'only-a-gate',
    rule: 'A revision to which nobody owes an answer and nobody gave one is excluded, reason nobody_expected.',
    told: [
      pullRequest('opened', '10:00:00'),
      status('license/cla', 'pending', '10:00:04', 'Contributor License Agreement is not signed yet.', {
        sender: 'CLAassistant',
      }),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'other', role: 'gate' } }],
      revisions: [{ match: {}, want: { first_status_at: null, nobody_expected: true, verdict: 'excluded' } }],
      slos: { 'first-status': { good: 0, bad: 0, excluded: 1 }, 'test-completion': none, 'build-completion': none },
      metrics: { 'cislo_revisions_without_status{provider="any"}': 0 },
    },
  },
  {
    name: 'gates-of-many-names',
    rule: 'Gates: no build and no test; pending on purpose.',
    told: [
      ...[
        'cla/linuxfoundation',
        'easycla',
        'renovate/artifacts',
        'ci/angular: merge status',
        'docs-review',
        'security-review',
        'QA approved',
        'verification/cla-signed',
      ].map((context, index) => status(context, 'pending', `10:00:0${index}`, null, { sender: 'acme-helper' })),
      check(2, 'WIP', open, { app: 'wip' }),
    ],
    expected: {
      runs_count: 9,
      runs: [
        'cla/linuxfoundation',
        'easycla',
        'renovate/artifacts',
        'ci/angular: merge status',
        'docs-review',
        'security-review',
        'QA approved',
        'verification/cla-signed',
        'WIP',
      ].map((name) => ({ match: { name }, want: { kind: 'other', role: 'gate' } })),
      slos: { 'test-completion': none, 'build-completion': none },
    },
  },
  {
    name: 'merge-queues-own-checks',
    rule: 'Gate, whatever words the rule has.',
    told: [
      check(3, 'Mergify Merge Queue', open, { app: 'mergify' }),
      check(4, 'Summary', open, { app: 'mergify', title: '2 potential rules: build and test' }),
      check(5, 'Rule: unit tests passed (queue)', open, { app: 'mergify' }),
    ],
    expected: {
      runs: [3, 4, 5].map((id) => ({ match: { external_id: id }, want: { kind: 'other', role: 'gate' } })),
      slos: { 'test-completion': none, 'build-completion': none },
      metrics: {
        'cislo_jobs_overdue{kind="test",provider="mergify"}': 0,
        'cislo_jobs_overdue{kind="build",provider="mergify"}': 0,
      },
    },
  },
  {
    name: 'a-scanner-is-ci-and-no-test',
    rule: 'security/snyk is of role ci and kind other: it answers, and no objective of jobs counts it.',
    told: [
      pullRequest('opened', '10:00:00'),
      status('security/snyk (acme)', 'success', '10:00:03', 'No manifest changes detected', { sender: 'snyk-bot' }),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'other', role: 'ci', state: 'success' } }],
      slos: { 'first-status': { good: 1, bad: 0, excluded: 0 }, 'test-completion': none },
    },
  },
  {
    name: 'a-review-of-pictures',
    rule: 'Chromatic, pending "N changes must be accepted as baselines": waiting; review.',
    told: [
      pullRequest('opened', '10:00:00'),
      status('UI Tests', 'pending', '10:00:04', '3 changes must be accepted as baselines', { sender: 'acme-stories' }),
      status('ci/acme: test', 'pending', '10:00:40'),
      status('ci/acme: test', 'success', '10:05:00'),
      status('UI Tests', 'success', '2d 10:00:00', '3 changes accepted as baselines', { sender: 'acme-stories' }),
    ],
    expected: {
      runs: [{ match: { name: 'UI Tests' }, want: { kind: 'other', role: 'review', state: 'success' } }],
      revisions: [{ match: {}, want: { first_status_seconds: 40, verdict: 'bad' } }],
      slos: { 'first-status': { good: 0, bad: 1 }, 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
];
