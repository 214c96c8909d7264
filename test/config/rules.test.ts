import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/config/load-rules.ts';
import { compilePattern, patternProblem } from '../../src/config/pattern.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import type { JobObservation } from '../../src/model/observation.ts';
import { resolveKind } from '../../src/track/resolve-kind.ts';
import { resolveProvider } from '../../src/track/resolve-provider.ts';
import { resolveState } from '../../src/track/resolve-state.ts';
import { builtInRules } from './package-files.ts';

const { rules, rulesHash } = loadRules(builtInRules());

function observation(overrides: Partial<JobObservation>): JobObservation {
  return {
    type: 'job',
    source: 'check_run',
    externalId: 1,
    headSha: 'a'.repeat(40),
    name: 'x',
    app: null,
    sender: null,
    phase: 'queued',
    conclusion: null,
    text: null,
    at: 0,
    queuedAt: null,
    startedAt: null,
    finishedAt: null,
    runId: null,
    runAttempt: null,
    workflow: null,
    event: null,
    branch: null,
    pullRequests: [],
    runnerLabels: [],
    runnerName: null,
    runnerGroup: null,
    ownStepsRan: null,
    copied: false,
    url: null,
    quirks: [],
    ...overrides,
  };
}

function check(provider: string, conclusion: string, text: string): string {
  return resolveState(observation({ phase: 'final', conclusion, text }), provider, rules).state;
}

function status(provider: string, state: string, text: string): string {
  const phase = state === 'pending' ? 'queued' : 'final';
  return resolveState(
    observation({ source: 'status', phase, conclusion: phase === 'final' ? state : null, text }),
    provider,
    rules,
  ).state;
}

describe.each(['packit-as-a-service', 'packit-as-a-service-stg'])('the rules for %s', (packit) => {
  it.each([
    'Submit of the build failed: HTTP 502',
    'Not supported target: fedora-33-x86_64',
    'Target not supported: epel-7',
    'Kerberos authentication error: ticket expired',
    'Error while provisioning the guest',
    'Error ...',
    "No build defined for the target 'f40'.",
    'We were not able to get any Copr builds for the given additional PR(s): x#1',
    'VM Image build error...',
    'Failed to submit tests.',
    'Failed to submit tests: timeout.',
    'No latest successful Copr build from the other PR(s) found.',
    'The compose Fedora-99 is not available in the public Testing Farm infrastructure.',
    'The architecture s390x is not available in the public Testing Farm infrastructure.',
    'Test environment installation failed: reason unknown, please escalate',
  ])('take the failure %j for an error', (title) => {
    expect(check(packit, 'failure', title)).toBe('error');
  });

  it.each([
    'RPMs failed to be built.',
    'SRPM build failed, check the logs for details.',
    'RPM build failed.',
    'Tests failed ...',
    'VM Image build failed...',
    'Propose downstream failed: x',
    'Errors were found',
  ])('leave %j a failure of the change', (title) => {
    expect(check(packit, 'failure', title)).toBe('failure');
  });

  it('take neutral for not run, and a cancelled build for cancelled', () => {
    expect(check(packit, 'neutral', 'User cannot trigger!')).toBe('skipped');
    expect(check(packit, 'neutral', 'Tests canceled ...')).toBe('skipped');
    expect(check(packit, 'neutral', 'Build was canceled.')).toBe('cancelled');
    expect(check(packit, 'failure', 'RPM build was canceled.')).toBe('cancelled');
    expect(check(packit, 'cancelled', 'Build was canceled.')).toBe('cancelled');
    expect(check(packit, 'success', 'RPMs were built successfully.')).toBe('success');
  });

  it.each([
    'SRPM build in Copr was submitted...',
    'SRPM build is in progress...',
    'SRPM build succeeded. Waiting for RPM build to start...',
    'Starting RPM build...',
    'RPM build is in progress...',
    'RPM build has just started...',
    'RPM build has started...',
    'Building SRPM ...',
    'Building RPM ...',
    'Build succeeded. Submitting the tests ...',
    'Submitting the tests ...',
    'Tests have been submitted ...',
    'Tests are running ...',
    'Scan in OpenScanHub has started.',
    'Job is in progress...',
  ])('know that a pending status runs by %j', (text) => {
    expect(status(packit, 'pending', text)).toBe('started');
  });

  it.each([
    'The task was accepted.',
    'Waiting for RPMs to be built...',
    'RPMs were built successfully.',
    'Submit of the build failed due to a Copr error, the task will be retried in 2 minutes.',
    'Failed to submit tests. The task will be retried in 1 minute.',
    'Building VM Image...',
    'RPM build has been submitted...',
  ])('leave a pending status with %j queued', (text) => {
    expect(status(packit, 'pending', text)).toBe('queued');
    expect(resolveState(observation({ text }), packit, rules).state).toBe('queued');
  });

  it.each([
    ['rpm-build:fedora-rawhide-x86_64', 'build'],
    ['rpm-build:main:fedora-39-x86_64:test', 'build'],
    ['koji-build:f39', 'build'],
    ['vm-image-build:fedora-39-x86_64', 'build'],
    ['packit/rpm-build', 'build'],
    ['packit/testing-farm-fedora-30-x86_64', 'test'],
    ['testing-farm:fedora-rawhide-x86_64:build', 'test'],
    ['osh-diff-scan:fedora-rawhide-x86_64', 'test'],
    ['propose-downstream:f40', 'deploy'],
    ['Packit - scratch build', 'build'],
    ['Packit-stg - installability', 'test'],
    ['Packit - Log Detective analysis', 'other'],
  ])('know that %s is a %s', (name, kind) => {
    expect(resolveKind(packit, name, rules)).toBe(kind);
  });
});

describe('providers of commit statuses', () => {
  it.each([
    ['ci/circleci: build', 'kevinbarabash', 'circleci'],
    ['continuous-integration/jenkins/pr-merge', 'octocat', 'jenkins'],
    ['continuous-integration/jenkins', null, 'jenkins'],
    ['continuous-integration/travis-ci/pr', 'ascott1', 'travis-ci'],
    ['ci/travis', 'octocat', 'travis-ci'],
    ['continuous-integration/appveyor/pr', 'orta', 'appveyor'],
    ['codecov/patch', 'codecov[bot]', 'codecov'],
    ['coverage/coveralls', 'coveralls', 'coveralls'],
    ['netlify/katex/deploy-preview', 'netlify[bot]', 'netlify'],
    ['local/check', 'softwarefactory-project-zuul[bot]', 'softwarefactory-project-zuul'],
    ['packit/rpm-build', 'packit-as-a-service[bot]', 'packit-as-a-service'],
    ['fedora-40/expensive', 'martinpitt', 'cockpit'],
    ['anything', 'cockpituous', 'cockpit'],
    ['continuous-integration/fake-ci', 'octocat', 'continuous-integration'],
    ['default', 'octocat', 'default'],
  ])('%s of %s is from %s', (name, sender, provider) => {
    expect(resolveProvider(observation({ source: 'status', name, sender }), rules)).toBe(provider);
  });

  it('leave checks the slug of their app', () => {
    for (const app of [
      'github-actions',
      'jenkins-checks-api',
      'travis-ci',
      'circleci-checks',
      'packit-as-a-service-stg',
      'dco',
    ]) {
      expect(resolveProvider(observation({ app }), rules)).toBe(app);
    }
  });
});

describe('texts of other providers', () => {
  it.each([
    ['jenkins', 'pending', 'This commit is being built', 'started'],
    ['jenkins', 'pending', 'This commit is scheduled to be built', 'queued'],
    ['jenkins', 'error', 'There was a failure building this commit', 'failure'],
    ['jenkins', 'error', 'This commit cannot be built', 'error'],
    ['jenkins', 'failure', 'The build of this commit was aborted', 'cancelled'],
    ['circleci', 'pending', 'CircleCI is running your tests', 'started'],
    ['circleci', 'pending', 'Your tests are queued behind your running builds', 'queued'],
    ['circleci', 'error', 'Your CircleCI tests were canceled', 'error'],
    ['circleci', 'failure', 'Your tests failed on CircleCI', 'failure'],
    ['travis-ci', 'pending', 'The Travis CI build is in progress', 'started'],
    ['travis-ci', 'error', 'The Travis CI build could not complete due to an error', 'error'],
    ['appveyor', 'failure', 'AppVeyor build cancelled', 'failure'],
    ['cockpit', 'pending', 'Not yet tested', 'queued'],
    ['cockpit', 'pending', 'Not yet tested (direct trigger)', 'queued'],
    ['cockpit', 'pending', 'host-17: Testing in progress', 'started'],
  ])('%s %s %j means %s', (provider, state, text, expected) => {
    expect(status(provider, state, text)).toBe(expected);
  });
});

describe('ordinary words', () => {
  it.each([
    [
      'build',
      'build',
      'build (test, release)',
      'test-build',
      'lint / build',
      'Release build',
      'docker build',
      'compile-linux',
      'rebuild',
      'docs',
      'build_ui_container',
      'package',
    ],
    [
      'test',
      'build and test',
      'JVM Tests - JDK JDK16',
      'Golangci-Lint',
      'CodeQL',
      'linters',
      'unit',
      'e2e (chrome)',
      'unit_tests',
      'buildTest',
      'clippy',
      'Check',
      'CI',
      'continuous-integration/fake-ci',
      'test (ubuntu-latest, release)',
      'integration',
    ],
    ['deploy', 'deploy', 'Deploy to production', 'Build & deploy', 'Publish docker image', 'release', 'Vercel – app'],
    ['other', 'WIP', 'DCO', 'license/cla', 'default', 'mergify', 'latest', 'attest', 'manifest', 'update', '🌈'],
  ])('say %s', (kind, ...names) => {
    expect(names.filter((name) => resolveKind('somebody', name, rules) !== kind)).toEqual([]);
  });

  it.each([
    ['jenkins', 'continuous-integration/jenkins/pr-merge', 'build'],
    ['jenkins', 'continuous-integration/jenkins/integration-test', 'test'],
    ['circleci', 'ci/circleci: build', 'build'],
    ['circleci', 'ci/circleci: chrome', 'test'],
    ['travis-ci', 'continuous-integration/travis-ci/pr', 'build'],
    ['codecov', 'codecov/patch', 'test'],
    ['netlify', 'netlify/katex/deploy-preview', 'deploy'],
    ['cockpit', 'fedora-40/expensive', 'test'],
    ['cockpit', 'image-refresh/fedora-40', 'build'],
    ['softwarefactory-project-zuul', 'local/gate', 'test'],
  ])('yield to what %s means by %s: %s', (provider, name, kind) => {
    expect(resolveKind(provider, name, rules)).toBe(kind);
  });
});

describe('own rules', () => {
  const own = readConfigFile({
    file: 'c.yaml',
    text: `
providers:
  - name: jenkins
    apps: [jenkins-checks-api]
    kinds: [{ name: ^Maven$, kind: build }]
    states:
      - { source: check_run, when: [failure], name: ^Maven$, state: error }
      - { name: ^never$, state: skipped }
  - name: house-ci
    contexts: ['^house/']
kinds: [{ name: ^build$, kind: deploy }]
expected:
  - { repository: Octo-Org/*, providers: [house-ci] }
  - { repository: octo-org/hello.world, providers: [jenkins] }
  - { repository: '*', providers: [circleci] }
`,
  });
  const loaded = loadRules(builtInRules(), own.config.rules);

  it('come before the built-in ones and add to their profiles', () => {
    const jenkins = loaded.rules.providers.find(({ name }) => name === 'jenkins');

    expect(own.problems).toEqual([]);
    expect(resolveProvider(observation({ app: 'jenkins-checks-api' }), loaded.rules)).toBe('jenkins');
    expect(resolveProvider(observation({ source: 'status', name: 'house/x' }), loaded.rules)).toBe('house-ci');
    expect(resolveKind('somebody', 'build', loaded.rules)).toBe('deploy');
    expect(
      resolveState(observation({ name: 'Maven', phase: 'final', conclusion: 'failure' }), 'jenkins', loaded.rules)
        .state,
    ).toBe('error');
    expect(jenkins?.states.length).toBeGreaterThan(1);
    expect(loaded.rules.providers.filter(({ name }) => name === 'jenkins')).toHaveLength(1);
  });

  it('change the hash, and the same rules do not', () => {
    expect(loaded.rulesHash).not.toBe(rulesHash);
    expect(loadRules(builtInRules()).rulesHash).toBe(rulesHash);
  });

  it('name repositories exactly, by owner, or all', () => {
    const matching = (name: string) =>
      loaded.rules.expected.flatMap(({ repository, providers }) => (repository.test(name) ? providers : []));

    expect(matching('octo-org/hello.world')).toEqual(['house-ci', 'jenkins', 'circleci']);
    expect(matching('octo-org/helloxworld')).toEqual(['house-ci', 'circleci']);
    expect(matching('other/hello')).toEqual(['circleci']);
  });
});

describe('a broken built-in file', () => {
  it('stops everything', () => {
    expect(() => loadRules([{ file: 'rules/x.yaml', text: 'kinds: 3' }])).toThrow(
      'rules/x.yaml:1:8: kinds must be a list, got 3',
    );
  });
});

describe('a pattern', () => {
  it.each([
    ['', 'must not be empty'],
    ['a'.repeat(201), 'at most 200 characters'],
    ['(', 'must be a regular expression'],
    ['\\-', 'must be a regular expression'],
    ['(a+)+', 'must not repeat a group'],
    ['(a|b)*', 'must not repeat a group'],
    ['((?:ab?))+', 'must not repeat a group'],
    ['(a{2})+', 'must not repeat a group'],
    ['(ab?){2,}', 'must not repeat a group'],
    ['.*.*.*', 'at most 2 repetitions'],
    ['(a)\\1', 'must not refer back'],
    ['(?<x>a)\\k<x>', 'must not refer back'],
  ])('%j is refused', (pattern, reason) => {
    expect(patternProblem(pattern)).toContain(reason);
  });

  it.each([
    '^a.*b+$',
    '(abc)+',
    '[+*(]{1,3}x*',
    '(a|b)?',
    '\\\\1',
    '\\(a+\\)+',
    '(?<=a)b',
    '(?<n>x){3}',
    'a{1,}',
    '😀.',
  ])('%j is taken', (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
    expect(compilePattern(pattern).flags).toBe('iu');
  });

  it('that is taken takes at most cubic time, so a hundred characters take no time at all', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      'b?',
      'a*',
      '.*',
      '[ab]+',
      '(a|b)',
      '(ab)*',
      '^',
      '$',
      '(?:a)',
      '\\w+',
      '(?!a)',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('a', 'b', 'ab', 'c'),
        (pieces, letters) => {
          const pattern = pieces.join('');
          if (patternProblem(pattern) !== null) return;
          const text = letters.repeat(100).slice(0, 100);
          const started = performance.now();

          compilePattern(pattern).test(`${text}!`);

          expect(performance.now() - started).toBeLessThan(1000);
        },
      ),
    );
  });
});
