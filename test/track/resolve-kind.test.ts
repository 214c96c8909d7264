import { expect, test } from 'vitest';
import { resolveKind } from '../../src/track/resolve-kind.ts';
import { provider, someRules } from './support/rules.ts';

test.each([
  ['packit', 'rpm-build:fedora-39-x86_64', 'build'],
  ['packit', 'testing-farm:build', 'test'],
  ['packit', 'docs build', 'build'],
  ['circleci', 'testing-farm:build', 'build'],
  ['jenkins', 'unit', 'test'],
  ['jenkins', 'lint', 'other'],
])('%s’s job %j is of kind %3$s', (name, job, kind) => {
  expect(resolveKind(name, job, someRules)).toBe(kind);
});

test('a second entry of the same provider is asked after the first', () => {
  const rules = {
    ...someRules,
    providers: [...someRules.providers, provider('packit', { kinds: [{ name: /^propose/, kind: 'deploy' as const }] })],
  };

  expect(resolveKind('packit', 'propose-downstream:f39', rules)).toBe('deploy');
});
