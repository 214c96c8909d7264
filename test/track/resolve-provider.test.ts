import { expect, test } from 'vitest';
import { resolveProvider } from '../../src/track/resolve-provider.ts';
import { actionsJob, check, status } from './support/observations.ts';
import { noRules, provider, someRules } from './support/rules.ts';

test.each([
  ['packit-as-a-service', 'packit'],
  ['Packit-as-a-Service', 'packit'],
  ['mergify', 'mergify'],
  [' dco ', 'dco'],
  ['github-actions', 'github-actions'],
  [null, 'unknown'],
  ['', 'unknown'],
])('a check of the app %j is from %s', (app, expected) => {
  expect(resolveProvider(check('queued', 0, null, { app }), someRules)).toBe(expected);
});

test.each([
  ['ci/circleci: build', 'jenkins[bot]', 'circleci'],
  ['packit/rpm-build', null, 'packit'],
  ['anything', 'packit-as-a-service[bot]', 'packit'],
  ['anything', 'circle-person[bot]', 'circleci'],
  ['anything', 'zuul[bot]', 'zuul'],
  ['anything', 'Circle-Person', 'circleci'],
  ['Travis CI/pr', 'octocat', 'travis ci'],
  ['travis: pr', 'octocat', 'travis'],
  ['a:b/c', null, 'a'],
  ['default', 'octocat', 'default'],
  ['/odd', null, 'unknown'],
  ['', null, 'unknown'],
  ['ci/any', '[bot]', 'unknown'],
])('the status %j of %j is from %s', (name, sender, expected) => {
  expect(resolveProvider(status('pending', 0, { name, sender }), someRules)).toBe(expected);
});

test('an Actions job is from github-actions, whatever name the payload gives its app', () => {
  expect(resolveProvider(actionsJob('queued', 0, null, { app: null }), noRules)).toBe('github-actions');
});

test('rules can rename github-actions for jobs and checks alike', () => {
  const rules = { ...noRules, providers: [provider('actions', { apps: ['github-actions'] })] };

  expect(resolveProvider(actionsJob('queued', 0), rules)).toBe('actions');
  expect(resolveProvider(check('queued', 0, null, { app: 'github-actions' }), rules)).toBe('actions');
});

test('a CI system called "any" is not mistaken for all of them', () => {
  expect(resolveProvider(check('queued', 0, null, { app: 'any' }), noRules)).toBe('any-ci');
});
