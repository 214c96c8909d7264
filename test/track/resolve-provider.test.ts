import { expect, test } from 'vitest';
import { resolveProvider } from '../../src/track/rules/resolve-provider.ts';
import { actionsJob, check, status } from './support/observations.ts';
import { noRules, provider, someRules } from './support/rules.ts';

test.each([
  ['packit-as-a-service', 'packit'],
  ['Packit-as-a-Service', 'packit'],
  ['mergify', 'mergify'],
  ['Mergify', 'mergify'],
  [' dco ', 'dco'],
  ['github-actions', 'github-actions'],
  [null, 'unknown'],
  ['', 'unknown'],
])('a check of the app %j is from %s', (app, expected) => {
  expect(resolveProvider(check('queued', 0, null, { app }), someRules).name).toBe(expected);
});

test.each([
  ['ci/circleci: build', 'jenkins[bot]', 'circleci'],
  ['packit/rpm-build', null, 'packit'],
  ['anything', 'packit-as-a-service[bot]', 'packit'],
  ['anything', 'circle-person[bot]', 'circleci'],
  ['anything', 'zuul[bot]', 'zuul'],
  ['anything', 'Circle-Person', 'circleci'],
  ['anything', 'packit-as-a-service', 'packit-as-a-service'],
  ['Travis CI/pr', 'octocat', 'octocat'],
  ['travis: pr', 'Octocat', 'octocat'],
  ['a:b/c', null, 'unknown'],
  ['default', 'octocat', 'octocat'],
  ['', null, 'unknown'],
  ['ci/any', '[bot]', 'unknown'],
  ['ci/any', 'any', 'any-ci'],
])('the status %j of %j is from %s', (name, sender, expected) => {
  expect(resolveProvider(status('pending', 0, { name, sender }), someRules).name).toBe(expected);
});

test('a status is known by its context before its sender, and by its sender before its text', () => {
  const rules = {
    ...noRules,
    providers: [
      provider('by-text', { texts: [/^Teapot/] }),
      provider('by-sender', { senders: ['octocat'] }),
      provider('by-context', { contexts: [/^house\//] }),
    ],
  };
  const from = (name: string, sender: string, text: string | null) =>
    resolveProvider(status('pending', 0, { name, sender, text }), rules).name;

  expect(from('house/x', 'octocat', 'Teapot build')).toBe('by-context');
  expect(from('x', 'octocat', 'Teapot build')).toBe('by-sender');
  expect(from('x', 'hubot', 'Teapot build')).toBe('by-text');
  expect(from('x', 'hubot', 'Build')).toBe('hubot');
  expect(from('x', 'hubot', null)).toBe('hubot');
});

test('the first of two profiles that list an app or a sender wins', () => {
  const twice = { apps: ['acme'], senders: ['octocat'] };
  const rules = { ...noRules, providers: [provider('first', twice), provider('second', twice)] };

  expect(resolveProvider(check('queued', 0, null, { app: 'acme' }), rules).name).toBe('first');
  expect(resolveProvider(status('pending', 0, { sender: 'octocat' }), rules).name).toBe('first');
});

test('the place of the profile that knew it is told', () => {
  expect(resolveProvider(check('queued', 0, null, { app: 'packit-as-a-service' }), someRules).place).toEqual({
    file: 'rules.yaml',
    line: 1,
  });
  expect(resolveProvider(check('queued', 0, null, { app: 'dco' }), someRules).place).toBeNull();
});

test('an Actions job is from github-actions, whatever name the payload gives its app', () => {
  expect(resolveProvider(actionsJob('queued', 0, null, { app: null }), noRules).name).toBe('github-actions');
});

test('rules can rename github-actions for jobs and checks alike', () => {
  const rules = { ...noRules, providers: [provider('actions', { apps: ['github-actions'] })] };

  expect(resolveProvider(actionsJob('queued', 0), rules).name).toBe('actions');
  expect(resolveProvider(check('queued', 0, null, { app: 'github-actions' }), rules).name).toBe('actions');
});

test('a CI system called "any" is not mistaken for all of them', () => {
  expect(resolveProvider(check('queued', 0, null, { app: 'any' }), noRules).name).toBe('any-ci');
});
