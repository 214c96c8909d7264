import { job, steps } from './actions.ts';
import type { OwnCase } from './own-case.ts';
import { repositoryNamed } from './repository.ts';
import { check, pullRequest, sha, status } from './tell.ts';
import type { Told } from './told.ts';

const ended = '(a) A non-final observation of a check id that has ended opens nothing, whatever its time.';
const retriggered =
  '(b) A queued observation by a provider rule after a started one of the same job opens the next occurrence: the earlier is superseded, or stays bad if it was overdue by then.';
const pushedAgain =
  '(c) A head that is pushed again after another head was in between starts anew: observations after the second change belong to a new occurrence.';
const oneContext =
  '(d) A commit status is known by (repository, sha, context), whoever sends it; its provider is that of its first observation.';
const names =
  'Provider names: config, a profile, app slug or bot login, the sending account’s login. Never the context itself.';
const rpm = 'rpm-build:fedora-rawhide-x86_64';

function packit(id: number, title: string, at: string, conclusion: string | null = null): Told {
  const state =
    conclusion === null
      ? { status: title === 'The task was accepted.' ? 'queued' : 'in_progress', started: at }
      : { status: 'completed', conclusion, started: at, completed: at };
  return check(id, rpm, state, { app: 'packit-as-a-service', title, action: 'created' });
}

/** The same event as another host sends it, with the same ids. */
function onHost(host: string, told: Told): Told {
  return (repository) => told(repositoryNamed(repository.fullName, host));
}

const jobOfBothHosts = job(
  1,
  'build',
  { status: 'completed', conclusion: 'success', created: '10:00:02', started: '10:00:08', completed: '10:05:00' },
  { steps: steps('success') },
);

/** What is one run, what are two, and whose they are. */
export const oneRunOrTwo: readonly OwnCase[] = [
  {
    name: 'an-ended-check-is-seen-running-later',
    rule: ended,
    told: [
      check(1, 'unit tests', {
        status: 'completed',
        conclusion: 'success',
        started: '10:00:05',
        completed: '10:05:00',
      }),
      check(1, 'unit tests', { status: 'in_progress', started: '10:06:00' }),
      check(1, 'unit tests', { status: 'queued', started: '10:07:00' }, { action: 'requested_action' }),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'success', finished_at: '2026-11-10T10:05:00.000Z' } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'packit-is-retriggered-after-a-day',
    rule: retriggered,
    told: [
      packit(1, 'The task was accepted.', '10:00:05'),
      packit(2, 'RPM build is in progress...', '10:01:00'),
      packit(3, 'The task was accepted.', '1d 10:00:00'),
      packit(4, 'RPM build is in progress...', '1d 10:00:30'),
      packit(5, 'RPMs were built successfully.', '1d 10:10:00', 'success'),
    ],
    expected: {
      runs_count: 2,
      runs: [
        { match: { occurrence: 1 }, want: { state: 'started' } },
        { match: { occurrence: 2 }, want: { state: 'success', queue_seconds: 30, duration_seconds: 600 } },
      ],
      slos: { 'build-completion': { good: 1, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'packit-is-retriggered-twice',
    rule: retriggered,
    told: [
      packit(1, 'The task was accepted.', '10:00:05'),
      packit(2, 'RPM build is in progress...', '10:01:00'),
      packit(3, 'The task was accepted.', '10:10:00'),
      packit(4, 'SRPM build is in progress...', '10:11:00'),
      packit(5, 'The task was accepted.', '10:20:00'),
      packit(6, 'RPM build is in progress...', '10:21:00'),
      packit(7, 'RPMs failed to be built.', '10:30:00', 'failure'),
    ],
    expected: {
      runs_count: 3,
      runs: [
        { match: { occurrence: 1 }, want: { superseded: true, abandoned_by: 'retriggered' } },
        { match: { occurrence: 2 }, want: { superseded: true, abandoned_by: 'retriggered' } },
        { match: { occurrence: 3 }, want: { superseded: false, state: 'failure', duration_seconds: 600 } },
      ],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 2 } },
    },
  },
  {
    name: 'a-head-is-pushed-again-after-its-build-ended',
    rule: pushedAgain,
    told: [
      pullRequest('opened', '10:00:00'),
      status('ci/acme: build', 'pending', '10:00:04'),
      status('ci/acme: build', 'success', '10:05:00'),
      pullRequest('synchronize', '10:10:00', { head: 'b' }),
      status('ci/acme: build', 'success', '10:10:04', null, { head: 'b' }),
      pullRequest('synchronize', '11:00:00'),
      status('ci/acme: build', 'success', '11:00:09'),
    ],
    expected: {
      runs_count: 3,
      revisions: [
        { match: { head_sha: sha('a'), action: 'synchronize' }, want: { first_status_seconds: 9, verdict: 'good' } },
      ],
      slos: { 'build-completion': { good: 3, bad: 0, excluded: 0 }, 'first-status': { good: 3, bad: 0 } },
    },
  },
  {
    name: 'a-head-is-pushed-again-while-its-check-runs',
    rule: `${pushedAgain} However the one check id is told apart, nothing here was lost.`,
    told: [
      pullRequest('opened', '10:00:00'),
      check(1, 'build', { status: 'in_progress', started: '10:00:05' }),
      pullRequest('synchronize', '10:10:00', { head: 'b' }),
      check(
        2,
        'build',
        { status: 'completed', conclusion: 'success', started: '10:10:05', completed: '10:20:00' },
        { head: 'b' },
      ),
      pullRequest('synchronize', '10:30:00'),
      check(1, 'build', { status: 'completed', conclusion: 'success', started: '10:00:05', completed: '10:40:00' }),
    ],
    expected: {
      runs: [{ match: { head_sha: sha('a'), state: 'success' }, want: { finished_at: '2026-11-10T10:40:00.000Z' } }],
      slos: { 'build-completion': { good: 2, bad: 0 } },
      metrics: { 'cislo_jobs_overdue{kind="build",provider="acme-ci"}': 0 },
    },
  },
  {
    name: 'a-status-that-a-person-began-and-a-bot-ended',
    rule: oneContext,
    told: [
      status('ci/acme/e2e-test', 'pending', '10:00:05', null, { sender: 'acme-release-robot' }),
      status('ci/acme/e2e-test', 'failure', '10:10:05'),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { provider: 'acme-release-robot', state: 'failure', duration_seconds: 600 } }],
      slos: { 'test-completion': { good: 1, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'an-account-that-nobody-knows',
    rule: names,
    told: [
      status('nightly build 4711', 'success', '10:00:05', null, { sender: 'acme-night-robot' }),
      status('nightly build 4712', 'success', '10:00:06', null, { sender: 'acme-night-robot' }),
      status('acme/nightly: test 4713', 'failure', '10:00:07', null, { sender: 'acme-night-robot' }),
    ],
    expected: {
      runs_count: 3,
      providers_count: 1,
      runs: [
        { match: { name: 'nightly build 4712' }, want: { provider: 'acme-night-robot', kind: 'build', role: 'ci' } },
      ],
      slos: { 'build-completion': { good: 2, bad: 0 }, 'test-completion': { good: 1, bad: 0 } },
    },
  },
  {
    name: 'the-same-ids-on-two-hosts',
    rule: 'Two hosts (github.com and an Enterprise server) may reuse ids: rows carry the host.',
    told: [jobOfBothHosts, onHost('ghe.own.test', jobOfBothHosts)],
    expected: {
      runs_count: 2,
      runs: [
        { match: { host: 'github.com' }, want: { external_id: 1, state: 'success' } },
        { match: { host: 'ghe.own.test' }, want: { external_id: 1, state: 'success' } },
      ],
      slos: { 'build-completion': { good: 2, bad: 0 } },
    },
  },
];
