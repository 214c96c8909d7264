import { expect, test } from 'vitest';
import { resolveKind } from '../../src/track/rules/resolve-kind.ts';
import { kindRule, provider, someRules } from './support/rules.ts';

test.each([
  ['packit', 'rpm-build:fedora-39-x86_64', 'build'],
  ['packit', 'testing-farm:build', 'test'],
  ['packit', 'docs build', 'build'],
  ['circleci', 'testing-farm:build', 'build'],
  ['jenkins', 'unit', 'test'],
  ['jenkins', 'lint', 'other'],
])('%s’s job %j is of kind %3$s', (name, job, kind) => {
  expect(resolveKind(name, job, someRules).kind).toBe(kind);
  expect(resolveKind(name, job, someRules).role).toBe('ci');
});

test('a second entry of the same provider is asked after the first', () => {
  const rules = {
    ...someRules,
    providers: [...someRules.providers, provider('packit', { kinds: [kindRule(/^propose/, 'deploy')] })],
  };

  expect(resolveKind('packit', 'propose-downstream:f39', rules).kind).toBe('deploy');
});

test.each([
  ['gate', 'other'],
  ['review', 'other'],
  ['deploy', 'deploy'],
] as const)('words do not decide where the role is %s', (role, kind) => {
  const rules = { ...someRules, providers: [provider('house', { role, kinds: [kindRule(/^lint/, 'test', 'ci')] })] };

  expect(resolveKind('house', 'build', rules)).toEqual({ kind, role, place: null });
  expect(resolveKind('house', 'lint', rules)).toMatchObject({ kind: 'test', role: 'ci' });
});

test('a general rule can give a role', () => {
  const rules = { ...someRules, kinds: [kindRule(/^DCO$/, 'other', 'gate'), ...someRules.kinds] };

  expect(resolveKind('somebody', 'DCO', rules)).toEqual({
    kind: 'other',
    role: 'gate',
    place: { file: 'rules.yaml', line: 1 },
  });
});

test('more names than are remembered are answered all the same', () => {
  const names = Array.from({ length: 10_001 }, (_, number) => `build ${number}`);

  expect(names.filter((name) => resolveKind('jenkins', name, someRules).kind !== 'build')).toEqual([]);
  expect(resolveKind('jenkins', 'build 0', someRules).kind).toBe('build');
});
