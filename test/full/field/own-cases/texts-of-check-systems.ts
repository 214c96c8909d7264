import type { OwnCase } from './own-case.ts';
import { check, status } from './tell.ts';

const travis = (title: string) => ({ app: 'travis-ci', title });
const packit = (title: string) => ({ app: 'packit-as-a-service', title });
const azure = { app: 'azure-pipelines' };

/** What the texts and names of systems that post checks mean. */
export const textsOfCheckSystems: readonly OwnCase[] = [
  {
    name: 'travis-failed-cancelled-and-errored',
    rule: 'As a check an errored build ends action_required: error; cancelled as it says; as a status error means error.',
    told: [
      check(1, 'Travis CI - Pull Request', { status: 'in_progress', started: '10:00:03' }, travis('Build Created')),
      check(
        1,
        'Travis CI - Pull Request',
        { status: 'completed', conclusion: 'cancelled', started: '10:00:03', completed: '10:02:00' },
        travis('Build Canceled'),
      ),
      check(
        2,
        'Travis CI - Branch',
        { status: 'completed', conclusion: 'failure', started: '10:00:03', completed: '10:04:00' },
        travis('Build Failed'),
      ),
      status(
        'continuous-integration/travis-ci/pr',
        'error',
        '10:05:00',
        'The Travis CI build could not complete due to an error',
      ),
    ],
    expected: {
      runs_count: 3,
      providers_count: 1,
      runs: [
        { match: { external_id: 1 }, want: { kind: 'build', provider: 'travis-ci', state: 'cancelled' } },
        { match: { external_id: 2 }, want: { kind: 'build', state: 'failure' } },
        { match: { source: 'status' }, want: { kind: 'build', state: 'error' } },
      ],
      slos: { 'build-completion': { good: 1, bad: 1, excluded: 1 } },
    },
  },
  {
    name: 'azure-pipeline-and-its-jobs',
    rule: 'What stands in parentheses is the job, not a matrix; the whole pipeline alone is a build.',
    told: [
      check(
        11,
        'acme.widgets',
        { status: 'completed', conclusion: 'success', started: '10:00:05', completed: '10:20:00' },
        azure,
      ),
      check(
        12,
        'acme.widgets (Unit tests windows)',
        { status: 'completed', conclusion: 'failure', started: '10:00:05', completed: '10:10:00' },
        azure,
      ),
      check(
        13,
        'acme.widgets (Build macOS arm64)',
        { status: 'completed', conclusion: 'cancelled', started: '10:00:05', completed: '10:10:00' },
        azure,
      ),
    ],
    expected: {
      runs: [
        { match: { external_id: 11 }, want: { kind: 'build' } },
        { match: { external_id: 12 }, want: { kind: 'test' } },
        { match: { external_id: 13 }, want: { kind: 'build', state: 'cancelled' } },
      ],
      slos: {
        'build-completion': { good: 1, bad: 0, excluded: 1 },
        'test-completion': { good: 1, bad: 0, excluded: 0 },
      },
    },
  },
  {
    name: 'packit-waits-for-its-own-build',
    rule: 'Waiting is for a person. "Waiting for RPMs to be built..." is queued: a test that gets no further is bad at 12 h.',
    told: [
      check(
        21,
        'testing-farm:fedora-rawhide-x86_64',
        { status: 'queued', started: '10:00:05' },
        packit('Waiting for RPMs to be built...'),
      ),
    ],
    expected: {
      runs: [{ match: {}, want: { kind: 'test', state: 'queued', waiting_seconds: null } }],
      slos: { 'test-completion': { good: 0, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'packit-infrastructure-and-conflict',
    rule: 'Failure, unless a provider rule says its text means error; neutral is skipped.',
    told: [
      check(
        31,
        'testing-farm:fedora-rawhide-x86_64',
        { status: 'completed', conclusion: 'failure', started: '10:00:05', completed: '10:10:00' },
        packit('Test environment installation failed: reason unknown, please escalate'),
      ),
      check(
        32,
        'rpm-build:fedora-rawhide-x86_64',
        { status: 'completed', conclusion: 'neutral', started: '10:00:05', completed: '10:00:09' },
        packit('Merge conflicts present'),
      ),
    ],
    expected: {
      runs: [
        { match: { external_id: 31 }, want: { state: 'error' } },
        { match: { external_id: 32 }, want: { state: 'skipped' } },
      ],
      slos: {
        'test-completion': { good: 0, bad: 1, excluded: 0 },
        'build-completion': { good: 0, bad: 0, excluded: 1 },
      },
    },
  },
  {
    name: 'services-known-by-name',
    rule: 'docs/readthedocs.org:NAME is a build, pre-commit.ci a test.',
    told: [
      status('docs/readthedocs.org:acme', 'pending', '10:00:05', 'Read the Docs build is in progress!', {
        sender: 'acme-docs',
      }),
      status('docs/readthedocs.org:acme', 'success', '10:02:05', 'Read the Docs build succeeded!', {
        sender: 'acme-docs',
      }),
      check(
        41,
        'pre-commit.ci - pr',
        { status: 'completed', conclusion: 'success', started: '10:00:09', completed: '10:01:00' },
        { app: 'pre-commit-ci' },
      ),
    ],
    expected: {
      runs: [
        { match: { source: 'status' }, want: { kind: 'build', role: 'ci', state: 'success' } },
        { match: { source: 'check_run' }, want: { kind: 'test', role: 'ci', state: 'success' } },
      ],
      slos: { 'build-completion': { good: 1, bad: 0 }, 'test-completion': { good: 1, bad: 0 } },
    },
  },
];
