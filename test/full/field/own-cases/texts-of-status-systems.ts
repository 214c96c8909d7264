import type { OwnCase } from './own-case.ts';
import { status } from './tell.ts';

const jenkins = 'continuous-integration/jenkins/pr-merge';
const woodpecker = { sender: 'acme-forge-bot' };
const prow = { sender: 'k8s-ci-robot' };
const buildkite = { sender: 'buildkite[bot]' };
const teamcity = { sender: 'acme-builds' };
const byText = 'A provider rule says what a text means: "failure, unless a provider rule says its text means error".';

/** What the texts of systems that post commit statuses mean. */
export const textsOfStatusSystems: readonly OwnCase[] = [
  {
    name: 'jenkins-unstable',
    rule: byText,
    told: [
      status(jenkins, 'pending', '10:00:04', 'This commit is scheduled to be built'),
      status(jenkins, 'pending', '10:00:20', 'This commit is being built'),
      status(jenkins, 'failure', '10:05:00', 'This commit failed tests or other validations'),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'build', role: 'ci', state: 'failure', queue_seconds: 16, run_seconds: 280 } }],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'circleci-cancelled-and-run-anew',
    rule: 'A queued or started observation after a final one opens the next; cancelled is excluded.',
    told: [
      status('ci/circleci: unit', 'pending', '10:00:05', 'CircleCI is running your tests'),
      status('ci/circleci: unit', 'error', '10:01:00', 'Your CircleCI tests were canceled'),
      status('ci/circleci: unit', 'pending', '10:05:00', 'Your tests are queued behind your running builds'),
      status('ci/circleci: unit', 'pending', '10:05:10', 'CircleCI is running your tests'),
      status('ci/circleci: unit', 'success', '10:08:10', 'Your tests passed on CircleCI!'),
    ],
    expected: {
      runs_count: 2,
      runs: [
        { match: { occurrence: 1 }, want: { state: 'cancelled' } },
        { match: { occurrence: 2 }, want: { state: 'success', queue_seconds: 10, run_seconds: 180 } },
      ],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'woodpecker-failed',
    rule: byText,
    told: [
      status('ci/woodpecker/pr/build', 'pending', '10:00:04', 'Pipeline is pending', woodpecker),
      status('ci/woodpecker/pr/build', 'pending', '10:00:10', 'Pipeline is running', woodpecker),
      status('ci/woodpecker/pr/build', 'failure', '10:04:10', 'Pipeline failed', woodpecker),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'build', state: 'failure', queue_seconds: 6, run_seconds: 240 } }],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'woodpecker-canceled-and-broken',
    rule: byText,
    told: [
      status('ci/woodpecker/pr/build', 'pending', '10:00:04', 'Pipeline is running', woodpecker),
      status('ci/woodpecker/pr/build', 'error', '10:02:00', 'Pipeline was canceled', woodpecker),
      status('ci/woodpecker/push/build', 'pending', '10:00:05', 'Pipeline is running', woodpecker),
      status('ci/woodpecker/push/build', 'error', '10:03:00', 'Pipeline error', woodpecker),
    ],
    expected: {
      runs: [
        { match: { name: 'ci/woodpecker/pr/build' }, want: { state: 'cancelled' } },
        { match: { name: 'ci/woodpecker/push/build' }, want: { state: 'error' } },
      ],
      slos: { 'build-completion': { good: 0, bad: 1, excluded: 1 } },
      providers_count: 1,
    },
  },
  {
    name: 'prow-pods-that-were-lost',
    rule: byText,
    told: [
      'Pod running timeout.',
      'Pod pending timeout.',
      'Pod scheduling timeout.',
      'Pod got deleted unexpectedly',
    ].flatMap((text, index) => [
      status(`pull-acme-unit-test-${index}`, 'pending', `10:00:0${index}`, 'Job triggered.', prow),
      status(`pull-acme-unit-test-${index}`, 'failure', `10:30:0${index}`, text, prow),
    ]),
    expected: {
      runs_count: 4,
      providers_count: 1,
      runs: [0, 1, 2, 3].map((index) => ({
        match: { name: `pull-acme-unit-test-${index}` },
        want: { kind: 'test', state: 'error' },
      })),
      slos: { 'test-completion': { good: 0, bad: 4, excluded: 0 } },
    },
  },
  {
    name: 'prow-skipped',
    rule: 'success "Skipped." is skipped; skipped is excluded.',
    told: [status('pull-acme-unit-test', 'success', '10:00:05', 'Skipped.', prow)],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { kind: 'test', state: 'skipped' } }],
      slos: { 'test-completion': { good: 0, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'prow-skipped-over-a-failure',
    rule: '(e) A final by a person over a final by a machine is no execution.',
    told: [
      status('ci/prow/unit-test', 'pending', '10:00:05', 'Job triggered.', prow),
      status('ci/prow/unit-test', 'failure', '10:05:00', 'Job failed.', prow),
      status('ci/prow/unit-test', 'success', '10:15:00', 'Skipped.', prow),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'failure', duration_seconds: 295 } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'prow-override-then-a-real-run',
    rule: '(e) A final by a person over a final by a machine is no execution; a queued observation after a final one opens the next.',
    told: [
      status('ci/prow/unit-test', 'pending', '10:00:05', 'Job triggered.', prow),
      status('ci/prow/unit-test', 'failure', '10:05:00', 'Job failed.', prow),
      status('ci/prow/unit-test', 'success', '10:15:00', 'Overridden by dev-two', prow),
      status('ci/prow/unit-test', 'success', '10:16:00', 'Overridden by dev-one', prow),
      status('ci/prow/unit-test', 'pending', '10:20:00', 'Job triggered.', prow),
      status('ci/prow/unit-test', 'success', '10:25:00', 'Job succeeded.', prow),
    ],
    expected: {
      runs_count: 2,
      runs: [{ match: { occurrence: 2 }, want: { state: 'success', duration_seconds: 300 } }],
      slos: { 'test-completion': { good: 2, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'buildkite-canceled-failed-and-deployed',
    rule: 'One status a pipeline: build, unless its name says test or deploy; "Build #N canceled" is cancelled.',
    told: [
      status('buildkite/rails', 'pending', '10:00:05', 'Build #13 scheduled', buildkite),
      status('buildkite/rails', 'failure', '10:01:05', 'Build #13 canceled', buildkite),
      status('buildkite/rails-tests', 'pending', '10:00:05', 'Build #7 scheduled', buildkite),
      status('buildkite/rails-tests', 'pending', '10:00:25', 'Build #7 started', buildkite),
      status('buildkite/rails-tests', 'failure', '10:06:25', 'Build #7 failed (6 minutes)', buildkite),
      status('buildkite/deploy-production', 'success', '10:07:00', 'Build #3 passed (1 minute)', buildkite),
    ],
    expected: {
      runs: [
        { match: { name: 'buildkite/rails' }, want: { kind: 'build', state: 'cancelled' } },
        { match: { name: 'buildkite/rails-tests' }, want: { kind: 'test', state: 'failure', queue_seconds: 20 } },
        { match: { name: 'buildkite/deploy-production' }, want: { kind: 'deploy', state: 'success' } },
      ],
      slos: {
        'build-completion': { good: 0, bad: 0, excluded: 1 },
        'test-completion': { good: 1, bad: 0, excluded: 0 },
      },
    },
  },
  {
    name: 'teamcity-finished-and-canceled',
    rule: byText,
    told: [
      status('Build (Widgets)', 'pending', '10:00:05', 'TeamCity build was queued', teamcity),
      status('Build (Widgets)', 'pending', '10:00:35', 'TeamCity build started', teamcity),
      status('Build (Widgets)', 'success', '10:05:35', 'TeamCity build finished', teamcity),
      status('Build (Gadgets)', 'pending', '10:00:05', 'TeamCity build started', teamcity),
      status('Build (Gadgets)', 'failure', '10:03:00', 'TeamCity build was canceled', teamcity),
    ],
    expected: {
      providers_count: 1,
      runs: [
        {
          match: { name: 'Build (Widgets)' },
          want: { kind: 'build', state: 'success', queue_seconds: 30, run_seconds: 300 },
        },
        { match: { name: 'Build (Gadgets)' }, want: { kind: 'build', state: 'cancelled' } },
      ],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'appveyor-cancelled',
    rule: '"AppVeyor build cancelled" (rolling builds, merges) is cancelled, whichever red state comes with it.',
    told: [
      status('continuous-integration/appveyor/pr', 'pending', '10:00:05', 'Waiting for AppVeyor build to complete'),
      status('continuous-integration/appveyor/pr', 'failure', '10:01:00', 'AppVeyor build cancelled'),
      status('continuous-integration/appveyor/branch', 'pending', '10:00:05', 'Waiting for AppVeyor build to complete'),
      status('continuous-integration/appveyor/branch', 'error', '10:01:00', 'AppVeyor build cancelled'),
    ],
    expected: {
      runs_count: 2,
      slos: { 'build-completion': { good: 0, bad: 0, excluded: 2 } },
    },
  },
  {
    name: 'cockpit-in-progress',
    rule: '"Not yet tested" is queued, "In progress [HOST]" is started.',
    told: [
      status('fedora-43/expensive', 'pending', '10:00:05', 'Not yet tested', { sender: 'cockpituous' }),
      status('fedora-43/expensive', 'pending', '10:01:05', 'In progress [cockpit-7]', { sender: 'cockpituous' }),
      status('fedora-43/expensive', 'success', '10:11:05', 'Tests passed', { sender: 'cockpituous' }),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'test', state: 'success', queue_seconds: 60, run_seconds: 600 } }],
      slos: { 'test-completion': { good: 1, bad: 0 } },
    },
  },
];
