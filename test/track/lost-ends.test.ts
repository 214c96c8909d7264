import { expect, test } from 'vitest';
import type { RepositoryObservation } from '../../src/model/observation.ts';
import { foldRuns } from './support/fold.ts';
import { actionsJob, at, check, workflowRun } from './support/observations.ts';

// New: when a workflow run's attempt has completed, its jobs that never ended are not open.
const done = workflowRun('success', 0, 60);
const branchGone: RepositoryObservation = {
  type: 'repository',
  fact: 'branch_deleted',
  branch: 'topic',
  installationId: null,
  at: at(90),
  isTimeKnown: true,
  quirks: [],
};
const waiting = actionsJob('waiting', 0, null, { phase: 'waiting', queuedAt: null });

test.each([
  ['queued', actionsJob('queued', 0)],
  ['running', actionsJob('in_progress', 5)],
  ['waiting', waiting],
])('a job that is %s when its attempt has ended has lost its end', (_state, job) => {
  expect(foldRuns([job, done])).toMatchObject([
    { state: 'unknown', finishedAt: at(60), abandonedAt: null, quirks: ['end_lost'] },
  ]);
});

test('a job’s own end that comes later counts', () => {
  expect(foldRuns([actionsJob('in_progress', 5), done, actionsJob('failure', 5, 70)])).toMatchObject([
    { state: 'failure', finishedAt: at(70), quirks: [] },
  ]);
});

test('a job that was queued after its attempt had ended ends when it was queued', () => {
  expect(foldRuns([actionsJob('queued', 0, null, { queuedAt: at(80), at: at(80) }), done])).toMatchObject([
    { state: 'unknown', queuedAt: at(80), finishedAt: at(80) },
  ]);
});

test.each([
  ['of another attempt', { runAttempt: 2 }],
  ['of another run', { runId: 901 }],
  ['of no run', { runId: null }],
])('a job %s goes on', (_what, more) => {
  expect(foldRuns([actionsJob('in_progress', 5, null, more), done])).toMatchObject([{ state: 'started' }]);
});

test('a job goes on while its attempt does', () => {
  expect(foldRuns([actionsJob('in_progress', 5), workflowRun('in_progress', 0)])).toMatchObject([{ state: 'started' }]);
});

test('a check run, which does not tell its attempt, is of the first unless it began after that one’s end', () => {
  const ofActions = (seconds: number) =>
    check('in_progress', seconds, null, { app: 'github-actions', runId: 900, externalId: 42 });

  expect(foldRuns([ofActions(5), done])).toMatchObject([{ state: 'unknown' }]);
  expect(foldRuns([ofActions(61), done])).toMatchObject([{ state: 'started' }]);
});

test.each([
  ['queued', actionsJob('queued', 0, null, { externalId: 43 })],
  ['waiting', { ...waiting, externalId: 43 }],
])('a %s twin of a job that got further is no run at all', (_state, twin) => {
  expect(foldRuns([twin, actionsJob('success', 5, 50), done])).toMatchObject([{ externalId: 42, state: 'success' }]);
});

test('a queued job of another name has lost its end, whatever its neighbours did', () => {
  const other = actionsJob('queued', 0, null, { externalId: 43, name: 'lint' });

  expect(
    foldRuns([other, actionsJob('success', 5, 50), done])
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['success', 'unknown']);
});

test('of two twins of which none got further, both have lost their ends', () => {
  const twin = actionsJob('queued', 0, null, { externalId: 43 });

  expect(foldRuns([twin, actionsJob('queued', 0), done]).map(({ state }) => state)).toEqual(['unknown', 'unknown']);
});

test('whatever else would have made nobody wait for a job changes nothing once its attempt has ended', () => {
  for (const job of [waiting, actionsJob('queued', 0), actionsJob('in_progress', 5)]) {
    expect(foldRuns([job, done, branchGone])).toEqual(foldRuns([job, done]));
  }
  const placeholder = { ...waiting, externalId: 43 };
  const log = [placeholder, actionsJob('success', 5, 50), done];
  expect(foldRuns([...log, branchGone])).toEqual(foldRuns(log));
});
