import { expect, test } from 'vitest';
import type { CommitObservation, Observation, RepositoryObservation } from '../../src/model/observation.ts';
import { fold, foldRuns } from './support/fold.ts';
import { at, pullRequest, sha, status } from './support/observations.ts';

// New: nobody waits any more for a run whose head was replaced, whose pull request was closed, or whose place is gone.
const shaB = 'b'.repeat(40);
const opened = pullRequest('opened', 0);
const pending = status('pending', 5);

function fact(kind: RepositoryObservation['fact'], more: Partial<RepositoryObservation> = {}): RepositoryObservation {
  return {
    type: 'repository',
    fact: kind,
    branch: null,
    installationId: null,
    at: at(60),
    isTimeKnown: true,
    quirks: [],
    ...more,
  };
}
const destroyed: CommitObservation = {
  type: 'commit',
  headSha: sha,
  fact: 'destroyed',
  at: at(60),
  isTimeKnown: true,
  quirks: [],
};
const branchGone = fact('branch_deleted', { branch: 'topic' });

function reasonOf(...observations: readonly Observation[]): readonly unknown[] {
  return foldRuns(observations)
    .filter(({ headSha }) => headSha === sha)
    .map(({ abandonedBy, abandonedAt }) => [abandonedBy, abandonedAt]);
}

test.each<readonly [string, Observation]>([
  ['new_head', pullRequest('synchronize', 60, { headSha: shaB })],
  ['closed', pullRequest('closed', 60)],
  ['merge_group_destroyed', destroyed],
  ['branch_deleted', branchGone],
  ['repository_deleted', fact('deleted')],
  ['repository_archived', fact('archived')],
  ['app_removed', fact('app_removed')],
])('an open run is abandoned by %s at that time', (by, observation) => {
  expect(reasonOf(opened, pending, observation)).toEqual([[by, at(60)]]);
});

test.each<readonly [string, readonly Observation[]]>([
  ['its repository is renamed', [fact('renamed')]],
  ['another branch is deleted', [fact('branch_deleted', { branch: 'other' })]],
  [
    'another pull request still has its commit',
    [pullRequest('opened', 1, { pullRequest: 6 }), pullRequest('closed', 60)],
  ],
])('somebody still waits for a run when %s', (_what, observations) => {
  expect(reasonOf(opened, pending, ...observations)).toEqual([[null, null]]);
});

test('a fork’s branch may have the name of one that was deleted here', () => {
  expect(reasonOf({ ...opened, fork: true }, pending, branchGone)).toEqual([[null, null]]);
});

test('a branch that is deleted says nothing of a run on no branch', () => {
  expect(reasonOf(pending, branchGone)).toEqual([[null, null]]);
});

test('of several reasons the earliest counts, of one time the first by name', () => {
  expect(reasonOf(opened, pending, pullRequest('closed', 60), fact('archived', { at: at(50) }))).toEqual([
    ['repository_archived', at(50)],
  ]);
  expect(reasonOf(opened, pending, pullRequest('closed', 60), branchGone)).toEqual([['branch_deleted', at(60)]]);
});

test('a run that begins later is waited for, unless its head was replaced or its merge group is gone', () => {
  const late = status('pending', 70);

  for (const observation of [pullRequest('closed', 60), branchGone, fact('archived')])
    expect(reasonOf(opened, late, observation)).toEqual([[null, null]]);
  expect(reasonOf(opened, late, pullRequest('synchronize', 60, { headSha: shaB }))).toEqual([['new_head', at(70)]]);
  expect(reasonOf(opened, late, destroyed)).toEqual([['merge_group_destroyed', at(70)]]);
});

test('where nobody tells when it happened, it counts from the run’s last report', () => {
  const untimed = { at: at(9000), isTimeKnown: false } as const;

  expect(reasonOf(opened, pending, { ...destroyed, ...untimed })).toEqual([['merge_group_destroyed', at(5)]]);
  expect(reasonOf(opened, pending, fact('deleted', untimed))).toEqual([['repository_deleted', at(5)]]);
});

test('a pull request that is reopened is waited for again', () => {
  expect(reasonOf(opened, pending, pullRequest('closed', 60), pullRequest('reopened', 70))).toEqual([[null, null]]);
});

test('a final state that comes later still counts', () => {
  expect(foldRuns([opened, pending, pullRequest('closed', 60), status('success', 90)])).toMatchObject([
    { state: 'success', abandonedAt: null, abandonedBy: null },
  ]);
});

test('a wait that nobody goes on with ends, and is cancelled', () => {
  const waiting = status('pending', 5, { phase: 'waiting', queuedAt: null });

  expect(foldRuns([opened, waiting])).toMatchObject([{ state: 'waiting', waitingMs: null, finishedAt: null }]);
  expect(foldRuns([opened, waiting, pullRequest('closed', 60)])).toMatchObject([
    { state: 'cancelled', waitingMs: 55_000, finishedAt: at(60), abandonedBy: 'closed' },
  ]);
});

test('a revision to which nobody could answer any more is abandoned, at the first time of it', () => {
  const anyOf = (...observations: readonly Observation[]) => fold([opened, ...observations]).revisions[0];

  expect(anyOf(fact('archived', { at: at(90) }), fact('deleted'), fact('app_removed'))).toMatchObject({
    abandonedAt: at(60),
    abandonedBy: 'app_removed',
  });
  expect(anyOf(fact('deleted', { at: at(9000), isTimeKnown: false }))).toMatchObject({
    abandonedAt: at(0),
    abandonedBy: 'repository_deleted',
  });
  expect(anyOf(fact('deleted'), pending)).toMatchObject({ abandonedAt: null });
  expect(anyOf(fact('deleted'), pullRequest('closed', 30))).toMatchObject({ abandonedAt: null, closedAt: at(30) });
  expect(anyOf(fact('deleted', { at: at(-1) }), branchGone, fact('renamed'))).toMatchObject({ abandonedAt: null });
});
