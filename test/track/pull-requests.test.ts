import { expect, test } from 'vitest';
import { foldPullRequest } from '../../src/track/fold-pull-request.ts';
import { at, pullRequest, sha } from './support/observations.ts';

const shaB = 'b'.repeat(40);

test('no deliveries make an empty timeline', () => {
  expect(foldPullRequest([])).toEqual({ pullRequest: 0, heads: [], spells: [], revisions: [] });
});

test('each change that asks for statuses is a revision, once', () => {
  const opened = pullRequest('opened', 0, { quirks: ['missing_time', 'deleted_fork'] });
  const { revisions } = foldPullRequest([pullRequest('ready_for_review', 50), opened, { ...opened }]);

  expect(revisions).toEqual([
    {
      pullRequest: 5,
      headSha: sha,
      action: 'opened',
      changedAt: at(0),
      supersededAt: null,
      closedAt: null,
      askedAgainAt: at(50),
      headBranch: 'topic',
      baseBranch: 'main',
      fork: false,
      authorAssociation: 'MEMBER',
      draft: false,
      author: 'octocat',
      sender: 'octocat',
      url: null,
      quirks: ['deleted_fork', 'missing_time'],
    },
    expect.objectContaining({ action: 'ready_for_review', changedAt: at(50), supersededAt: null, askedAgainAt: null }),
  ]);
});

test('two accounts of the same revision give one, the same one in any order', () => {
  const plain = pullRequest('opened', 0);
  const other = pullRequest('opened', 0, { headBranch: 'renamed' });

  expect(foldPullRequest([plain, other])).toEqual(foldPullRequest([other, plain]));
  expect(foldPullRequest([plain, other]).revisions).toHaveLength(1);
});

test('a newer head supersedes every revision before it', () => {
  const { revisions } = foldPullRequest([
    pullRequest('synchronize', 100, { headSha: shaB }),
    pullRequest('ready_for_review', 50),
    pullRequest('opened', 0),
  ]);

  expect(revisions.map(({ supersededAt }) => supersededAt)).toEqual([at(100), at(100), null]);
});

test('a head that comes back is a new revision of its own', () => {
  const { revisions } = foldPullRequest([
    pullRequest('opened', 0),
    pullRequest('synchronize', 10, { headSha: shaB }),
    pullRequest('synchronize', 20),
  ]);

  expect(revisions.map(({ supersededAt }) => supersededAt)).toEqual([at(10), at(20), null]);
});

test('a close with an unknown head tells that a push was missed', () => {
  const { revisions } = foldPullRequest([pullRequest('opened', 0), pullRequest('closed', 9, { headSha: shaB })]);

  expect(revisions).toMatchObject([{ supersededAt: at(9), closedAt: at(9) }]);
});

test('a revision is closed by the first close after it', () => {
  const { revisions } = foldPullRequest([
    pullRequest('opened', 0),
    pullRequest('closed', 10),
    pullRequest('reopened', 20),
    pullRequest('closed', 30),
  ]);

  expect(revisions.map(({ action, closedAt }) => [action, closedAt])).toEqual([
    ['opened', at(10)],
    ['reopened', at(30)],
  ]);
});

test('a reopening before any known close leaves the earlier revision unclosed', () => {
  const { revisions } = foldPullRequest([
    pullRequest('opened', 0),
    pullRequest('reopened', 20),
    pullRequest('closed', 30),
  ]);

  expect(revisions.map(({ closedAt }) => closedAt)).toEqual([null, at(30)]);
});

test('a push after the reopening leaves its close to the newer head too', () => {
  const { revisions } = foldPullRequest([
    pullRequest('opened', 0),
    pullRequest('reopened', 20, { headSha: shaB }),
    pullRequest('closed', 30, { headSha: shaB }),
  ]);

  expect(revisions.map(({ closedAt }) => closedAt)).toEqual([at(30), at(30)]);
});

test('of two changes in one second, opening comes before pushing', () => {
  const { revisions } = foldPullRequest([pullRequest('synchronize', 0, { headSha: shaB }), pullRequest('opened', 0)]);

  expect(revisions.map(({ action, supersededAt }) => [action, supersededAt])).toEqual([
    ['opened', at(0)],
    ['synchronize', null],
  ]);
});
