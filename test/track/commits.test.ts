import { expect, test } from 'vitest';
import { foldCommit } from '../../src/track/fold-commit.ts';
import { foldPullRequest } from '../../src/track/fold-pull-request.ts';
import { fold, foldRuns } from './support/fold.ts';
import { at, check, pullRequest, sha, status } from './support/observations.ts';
import { noRules } from './support/rules.ts';

const shaB = 'b'.repeat(40);

test('a commit without observations has no rows', () => {
  const input = {
    host: 'github.com',
    repositoryId: 1,
    headSha: sha,
    jobs: [],
    workflowRuns: [],
    timelines: [],
    rules: noRules,
  };

  expect(foldCommit(input)).toEqual({ jobRuns: [], workflowRuns: [], firstStatuses: [] });
});

test('a run belongs to every pull request that has its commit as a head', () => {
  const runs = foldRuns([
    pullRequest('opened', 0, { pullRequest: 9, fork: true, headBranch: 'nine' }),
    pullRequest('opened', 1, { pullRequest: 6, fork: null, authorAssociation: null, headBranch: null }),
    pullRequest('opened', 1, { pullRequest: 7, headSha: shaB }),
    status('success', 2, { pullRequests: [12] }),
  ]);

  expect(runs).toMatchObject([{ pullRequests: [6, 9, 12], fork: true, authorAssociation: 'MEMBER', branch: 'nine' }]);
});

test('a run of a commit that is no pull request’s head belongs to none', () => {
  expect(foldRuns([status('success', 2)])).toMatchObject([{ pullRequests: [], fork: null, branch: null }]);
});

test('timelines of other commits change nothing', () => {
  const input = {
    host: 'github.com',
    repositoryId: 1,
    headSha: sha,
    jobs: [status('pending', 0)],
    workflowRuns: [],
    rules: noRules,
  };
  const foreign = foldPullRequest([pullRequest('opened', 0, { headSha: shaB })]);

  expect(foldCommit({ ...input, timelines: [foreign] })).toEqual(foldCommit({ ...input, timelines: [] }));
});

test('the latest delivery of a pull request tells its branch', () => {
  const renamed = pullRequest('ready_for_review', 5, { headBranch: 'renamed' });

  expect(foldRuns([pullRequest('opened', 0), renamed, status('pending', 9)])).toMatchObject([{ branch: 'renamed' }]);
});

test('an open run whose pull request got a newer head is superseded at that time', () => {
  const runs = foldRuns([
    pullRequest('opened', 0),
    status('pending', 5),
    pullRequest('synchronize', 60, { headSha: shaB }),
    status('pending', 65, { headSha: shaB }),
  ]);

  expect(runs.map(({ supersededAt }) => supersededAt)).toEqual([at(60), null]);
});

test.each([
  ['it reported after the push', [status('pending', 61)]],
  ['it is final', [status('success', 30)]],
])('a run is not superseded when %s', (_why, more) => {
  const runs = foldRuns([
    pullRequest('opened', 0),
    status('pending', 5),
    pullRequest('synchronize', 60, { headSha: shaB }),
    ...more,
  ]);

  expect(runs).toMatchObject([{ supersededAt: null }]);
});

test('a commit that is still the head of one pull request is not superseded', () => {
  const shared = [pullRequest('opened', 0), pullRequest('opened', 1, { pullRequest: 6 }), status('pending', 5)];
  const pushFive = pullRequest('synchronize', 60, { headSha: shaB });
  const pushSix = pullRequest('synchronize', 50, { pullRequest: 6, headSha: shaB });

  expect(foldRuns([...shared, pushFive])).toMatchObject([{ supersededAt: null }]);
  expect(foldRuns([...shared, pushFive, pushSix])).toMatchObject([{ supersededAt: at(60) }]);
  expect(foldRuns([...shared, { ...pushFive, at: at(40) }, pushSix])).toMatchObject([{ supersededAt: at(50) }]);
});

test('a commit that came back as the head is not superseded', () => {
  const runs = foldRuns([
    pullRequest('opened', 0),
    status('pending', 5),
    pullRequest('synchronize', 60, { headSha: shaB }),
    pullRequest('synchronize', 70),
  ]);

  expect(runs).toMatchObject([{ supersededAt: null }]);
});

test('the first status of each provider is the earliest time that any of its observations tells', () => {
  const { firstStatuses } = fold([
    check('queued', 9, null, { externalId: 1 }),
    check('in_progress', 4, null, { externalId: 2, name: 'lint' }),
    check('success', null, 3, { externalId: 3, name: 'fast' }),
    status('pending', 8),
    status('pending', 2, { queuedAt: null, name: 'zuul/x' }),
    status('pending', 1, { headSha: shaB }),
  ]);

  expect(firstStatuses).toEqual([
    { headSha: sha, provider: 'checker', at: at(3) },
    { headSha: sha, provider: 'ci', at: at(8) },
    { headSha: sha, provider: 'zuul', at: at(2) },
    { headSha: shaB, provider: 'ci', at: at(1) },
  ]);
});
