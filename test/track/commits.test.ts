import { expect, test } from 'vitest';
import { foldCommit } from '../../src/track/fold-commit.ts';
import { foldPullRequest } from '../../src/track/fold-pull-request.ts';
import { foldRuns } from './support/fold.ts';
import { at, pullRequest, sha, status } from './support/observations.ts';
import { noRules } from './support/rules.ts';

const shaB = 'b'.repeat(40);

test('a commit without observations has no rows', () => {
  const input = {
    host: 'github.com',
    repositoryId: 1,
    headSha: sha,
    jobs: [],
    workflowRuns: [],
    commits: [],
    repositoryFacts: [],
    timelines: [],
    rules: noRules,
  };

  expect(foldCommit(input)).toEqual({ jobRuns: [], workflowRuns: [], answers: [], skipsCi: false });
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
    commits: [],
    repositoryFacts: [],
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

// New: a run whose head was replaced is superseded also if one more report came after that, as long as it is not final.
test.each([
  ['reported before the push', status('pending', 30), at(60)],
  ['reported after the push', status('pending', 61), at(60)],
  ['ended before the push', status('success', 30), null],
  ['ended after the push', status('success', 61), null],
])('a run that %s is superseded at %3$j', (_what, report, supersededAt) => {
  const runs = foldRuns([
    pullRequest('opened', 0),
    status('pending', 5),
    pullRequest('synchronize', 60, { headSha: shaB }),
    report,
  ]);

  expect(runs).toMatchObject([{ supersededAt, abandonedAt: supersededAt }]);
});

test('a commit that is still the head of one pull request is not superseded', () => {
  const shared = [pullRequest('opened', 0), pullRequest('opened', 1, { pullRequest: 6 }), status('pending', 5)];
  const pushFive = pullRequest('synchronize', 60, { headSha: shaB });
  const pushSix = pullRequest('synchronize', 50, { pullRequest: 6, headSha: shaB });

  expect(foldRuns([...shared, pushFive])).toMatchObject([{ supersededAt: null }]);
  expect(foldRuns([...shared, pushFive, pushSix])).toMatchObject([{ supersededAt: at(60) }]);
  expect(foldRuns([...shared, { ...pushFive, at: at(40) }, pushSix])).toMatchObject([{ supersededAt: at(50) }]);
});

// New: a head that is pushed again after another one starts anew; what it had begun before stays superseded.
test('a commit that came back as the head has new runs, and those from before stay superseded', () => {
  const runs = foldRuns([
    pullRequest('opened', 0),
    status('pending', 5),
    pullRequest('synchronize', 60, { headSha: shaB }),
    pullRequest('synchronize', 70),
    status('pending', 75),
  ]);

  expect(runs).toMatchObject([
    { occurrence: 1, supersededAt: at(60), abandonedBy: 'new_head' },
    { occurrence: 2, supersededAt: null, queuedAt: at(75) },
  ]);
});
