import { describe, expect, it, test } from 'vitest';
import { loadRules } from '../../src/config/load-rules.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { resolveKind } from '../../src/track/rules/resolve-kind.ts';
import { resolveProvider } from '../../src/track/rules/resolve-provider.ts';
import { resolveState } from '../../src/track/rules/resolve-state.ts';
import { check, status } from '../track/support/observations.ts';
import { builtInRules } from './package-files.ts';

const { rules, rulesHash } = loadRules(builtInRules());

describe('own rules', () => {
  const own = readConfigFile({
    file: 'etc/cislo.yaml',
    text: `
providers:
  - name: jenkins
    role: gate
    apps: [Jenkins-Checks-API]
    kinds: [{ name: ^Maven$, kind: build, role: ci }]
    states:
      - { source: check_run, when: [failure], name: ^Maven$, state: error, reason: maven }
      - { name: ^never$, state: skipped }
      - { source: check_run, ran: { from: 1h, to: 7200s }, state: waiting }
  - name: netlify
    senders: [acme-netlify]
  - name: house-ci
    contexts: ['^house/']
    texts: ['^House says']
    senders: [House-Bot]
kinds: [{ name: ^build$, kind: deploy }]
states:
  - { when: [neutral], state: success }
expected:
  - { repository: Octo-Org/*, providers: [house-ci] }
  - { repository: octo-org/hello.world, providers: [jenkins] }
  - { repository: '*', providers: [circleci] }
`,
  });
  const loaded = loadRules(builtInRules(), own.config.rules);
  const jenkins = loaded.rules.providers.find(({ name }) => name === 'jenkins');

  it('come before the built-in ones and add to their profiles', () => {
    expect(own.problems).toEqual([]);
    expect(resolveProvider(check('queued', 0, null, { app: 'jenkins-checks-api' }), loaded.rules).name).toBe('jenkins');
    expect(resolveProvider(status('pending', 0, { name: 'house/x' }), loaded.rules).name).toBe('house-ci');
    expect(resolveProvider(status('pending', 0, { name: 'x', text: 'House says no' }), loaded.rules).name).toBe(
      'house-ci',
    );
    expect(resolveKind('somebody', 'build', loaded.rules).kind).toBe('deploy');
    expect(jenkins?.states.length).toBeGreaterThan(3);
    expect(loaded.rules.providers.filter(({ name }) => name === 'jenkins')).toHaveLength(1);
  });

  it('can change the role of a known provider and what GitHub’s words mean', () => {
    expect(jenkins?.role).toBe('gate');
    expect(resolveKind('jenkins', 'Maven', loaded.rules)).toMatchObject({ kind: 'build', role: 'ci' });
    expect(resolveState(check('neutral', 0, 1), 'somebody', loaded.rules).state).toBe('success');
    expect(rules.providers.find(({ name }) => name === 'jenkins')?.role).toBe('ci');
    expect(loaded.rules.providers[1]).toMatchObject({ name: 'netlify', role: 'deploy' });
  });

  it('and the built-in ones say where they stand', () => {
    const maven = resolveState(check('failure', 0, 1, { name: 'Maven' }), 'jenkins', loaded.rules);
    const pr = status('pending', 0, { name: 'continuous-integration/jenkins/branch' });

    expect(maven).toMatchObject({ state: 'error', errorReason: 'maven', place: { file: 'etc/cislo.yaml', line: 8 } });
    expect(jenkins?.place).toEqual({ file: 'etc/cislo.yaml', line: 3 });
    expect(resolveKind('jenkins', 'Maven', loaded.rules).place).toEqual({ file: 'etc/cislo.yaml', line: 6 });
    expect(resolveProvider(pr, rules).place).toEqual({ file: 'rules/jenkins.yaml', line: 3 });
    expect(loaded.rules.states[0]?.place).toEqual({ file: 'etc/cislo.yaml', line: 19 });
  });

  it('hold lengths of time in milliseconds and names in lower case', () => {
    expect(jenkins?.states[2]?.ran).toEqual({ fromMs: 3_600_000, toMs: 7_200_000 });
    expect(jenkins?.apps).toEqual(['jenkins-checks-api']);
    expect(loaded.rules.providers[2]?.senders).toEqual(['house-bot']);
  });

  it('change the hash; the same rules, and tables of tests, do not', () => {
    const [first, ...rest] = builtInRules();
    const tested = { ...first!, text: `${first!.text}\ntests: [{ name: x, is: { kind: other } }]\n` };

    expect(loaded.rulesHash).not.toBe(rulesHash);
    expect(loadRules(builtInRules()).rulesHash).toBe(rulesHash);
    expect(loadRules([...builtInRules()].reverse()).rulesHash).toBe(rulesHash);
    expect(loadRules([tested, ...rest]).rulesHash).toBe(rulesHash);
  });

  it('name repositories exactly, by owner, or all', () => {
    const matching = (name: string) =>
      loaded.rules.expected.flatMap(({ repository, providers }) => (repository.test(name) ? providers : []));

    expect(matching('octo-org/hello.world')).toEqual(['house-ci', 'jenkins', 'circleci']);
    expect(matching('octo-org/helloxworld')).toEqual(['house-ci', 'circleci']);
    expect(matching('other/hello')).toEqual(['circleci']);
  });
});

describe('a rule that makes no sense', () => {
  it.each([
    ['states: [{ state: error }]', 'must say when it applies: give text, name, when, steps or ran'],
    ['states: [{ when: [success], state: success, reason: x }]', 'must not have a reason unless its state is error'],
    ['states: [{ when: [error], state: error, reason: Two words }]', 'must be one word'],
    ['states: [{ ran: { from: 2h, to: 1h }, state: error }]', 'must not end before it begins'],
    ['states: [{ ran: { from: soon, to: 1h }, state: error }]', 'must be a whole number and one of s m h d w'],
    ['tests: [{ name: x, is: {} }]', 'must say at least one thing'],
    ['tests: [{ name: x, ran: soon, is: { kind: test } }]', 'must be a length of time, as 21650s'],
    ['providers: [{ name: any }]', 'must be 1 to 63 lower-case letters'],
    ['providers: [{ name: x, role: boss }]', 'must be ci or gate or review or deploy'],
  ])('is refused: %s', (text, message) => {
    expect(readConfigFile({ file: 'c.yaml', text }).problems.map((problem) => problem.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

test('an empty file has no rules, at its beginning', () => {
  const { rules: none } = readConfigFile({ file: 'c.yaml', text: '' }).config;

  expect({ ...none.data }).toEqual({});
  expect(none.placeOf([])).toEqual({ line: 1, column: 1 });
});

describe('a broken built-in file', () => {
  it('stops everything', () => {
    expect(() => loadRules([{ file: '/usr/lib/cislo/rules/x.yaml', text: 'kinds: 3' }])).toThrow(
      'rules/x.yaml:1:8: kinds must be a list, got 3',
    );
  });
});
