import { expect, test } from 'vitest';
import { expectedProviders } from '../../src/track/expected-providers.ts';
import { fold } from './support/fold.ts';
import { at, pullRequest, sha, status } from './support/observations.ts';
import { noRules, someRules } from './support/rules.ts';

const day = 24 * 60 * 60;
const shaOf = (letter: string) => letter.repeat(40);

test('a revision that nobody answers has one row, without a first status', () => {
  expect(fold([pullRequest('opened', 0)]).revisions).toMatchObject([
    {
      host: 'github.com',
      repositoryId: 1,
      pullRequest: 5,
      headSha: sha,
      action: 'opened',
      changedAt: at(0),
      provider: 'any',
      expected: true,
      firstStatusAt: null,
      firstStatusMs: null,
      firstStatusBy: null,
      headBranch: 'topic',
      baseBranch: 'main',
      fork: false,
      authorAssociation: 'MEMBER',
      quirks: [],
    },
  ]);
});

test('each provider that answers has a row, and the earliest is the answer of any', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 51),
    status('success', 7, { name: 'zuul/gate' }),
  ]);

  expect(revisions.map((row) => [row.provider, row.expected, row.firstStatusMs, row.firstStatusBy])).toEqual([
    ['any', true, 7000, 'zuul'],
    ['ci', false, 51_000, 'ci'],
    ['zuul', false, 7000, 'zuul'],
  ]);
});

test('of two answers in one second the first by name is named', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 5, { name: 'b/x' }),
    status('pending', 5, { name: 'a/x' }),
  ]);

  expect(revisions[0]).toMatchObject({ provider: 'any', firstStatusBy: 'a' });
});

test('a status older than the change counts as given at once', () => {
  const { revisions } = fold([pullRequest('reopened', 100, { quirks: ['missing_field'] }), status('success', 3)]);

  expect(revisions).toMatchObject([
    { firstStatusAt: at(3), firstStatusMs: 0, quirks: ['missing_field', 'status_before_change'] },
    { firstStatusAt: at(3), firstStatusMs: 0 },
  ]);
});

test('a provider that config names is expected, and has a row while it is silent', () => {
  const { revisions } = fold([pullRequest('opened', 0)], someRules);

  expect(revisions).toMatchObject([{ provider: 'any' }, { provider: 'packit', expected: true, firstStatusAt: null }]);
});

test('config expects nothing of a repository that it does not name', () => {
  expect(expectedProviders({ changedAt: at(0) }, [], someRules, 'octo/other')).toEqual([]);
});

test('a provider that answered an earlier revision is expected on the next', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 5),
    pullRequest('synchronize', 60, { headSha: shaOf('b') }),
  ]);

  expect(revisions.map(({ action, provider, expected }) => [action, provider, expected])).toEqual([
    ['opened', 'any', true],
    ['opened', 'ci', false],
    ['synchronize', 'any', true],
    ['synchronize', 'ci', true],
  ]);
});

test('an answer that comes after the change makes nobody expected in hindsight', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 61),
    pullRequest('synchronize', 60, { headSha: shaOf('b') }),
  ]);

  expect(revisions.filter(({ action }) => action === 'synchronize')).toHaveLength(1);
});

test.each([
  [14 * day - 1, ['ci']],
  [14 * day, []],
])('an answered revision %d seconds ago makes %j expected', (seconds, expected) => {
  const preceding = [{ changedAt: at(0), firstStatuses: [{ provider: 'ci', at: at(1) }] }];

  expect(expectedProviders({ changedAt: at(seconds) }, preceding, noRules, 'octo/watched')).toEqual(expected);
});

test('only the last 20 revisions tell who is expected', () => {
  const silent = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ changedAt: at(10 + index), firstStatuses: [] }));
  const answered = { changedAt: at(0), firstStatuses: [{ provider: 'ci', at: at(1) }] };

  expect(expectedProviders({ changedAt: at(99) }, [answered, ...silent(19)], noRules, 'a/b')).toEqual(['ci']);
  expect(expectedProviders({ changedAt: at(99) }, [answered, ...silent(20)], noRules, 'a/b')).toEqual([]);
});

test('rows of revisions come in order of change, pull request, commit and action', () => {
  const { revisions } = fold([
    pullRequest('opened', 0, { pullRequest: 6 }),
    pullRequest('ready_for_review', 0),
    pullRequest('opened', 0),
    pullRequest('opened', 0, { headSha: shaOf('9') }),
    pullRequest('opened', -1, { pullRequest: 8 }),
  ]);

  expect(revisions.map((row) => [row.pullRequest, row.headSha[0], row.action])).toEqual([
    [8, 'a', 'opened'],
    [5, '9', 'opened'],
    [5, 'a', 'opened'],
    [5, 'a', 'ready_for_review'],
    [6, 'a', 'opened'],
  ]);
});
