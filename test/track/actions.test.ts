import { expect, test } from 'vitest';
import { fold, foldRuns } from './support/fold.ts';
import { actionsJob, at, check, workflowRun } from './support/observations.ts';
import { noRules, provider, stateRule } from './support/rules.ts';

const actionsCheck = { app: 'github-actions', externalId: 42, name: 'test (20)' };

test('a job and the check run with its id are one run, whichever is seen', () => {
  const job = [
    actionsJob('queued', 0),
    actionsJob('in_progress', 7, null, { runnerName: 'r1', runnerGroup: 'g', runnerLabels: ['ubuntu'] }),
    actionsJob('success', 7, 12),
  ];
  const runs = foldRuns([check('success', 7, 12, { ...actionsCheck, url: 'https://check' }), ...job]);

  expect(runs).toMatchObject([
    {
      provider: 'github-actions',
      source: 'workflow_job',
      externalId: 42,
      attempt: 1,
      runId: 900,
      workflow: 'CI',
      state: 'success',
      queueMs: 7000,
      runMs: 5000,
      durationMs: 12_000,
      runnerName: 'r1',
      runnerGroup: 'g',
      runnerLabels: ['ubuntu'],
      url: 'https://check',
      quirks: [],
    },
  ]);
});

test('a check run of Actions alone is a run by its id', () => {
  const runs = foldRuns([
    check('success', 0, 5, actionsCheck),
    check('success', 0, 5, { ...actionsCheck, externalId: 43 }),
  ]);

  expect(runs.map(({ source, externalId, occurrence }) => [source, externalId, occurrence]).sort()).toEqual([
    ['check_run', 42, 1],
    ['check_run', 43, 2],
  ]);
});

test('the start that a check run shows for a job that never ran does not count', () => {
  const runs = foldRuns([check('skipped', 1, 1, actionsCheck), actionsJob('skipped', null, 1)]);

  expect(runs).toMatchObject([{ state: 'skipped', startedAt: null, runMs: null, durationMs: 1000 }]);
});

test('a check run tells the end of a job whose last delivery is missing', () => {
  const runs = foldRuns([actionsJob('queued', 0), check('failure', 3, 9, actionsCheck)]);

  expect(runs).toMatchObject([{ state: 'failure', queueMs: 3000, runMs: 6000, runId: 900 }]);
});

test('what the job says of its end goes before what its check run says', () => {
  const states = [stateRule('error', { when: ['failure'], steps: 'none', reason: 'no_steps_ran' })];
  const rules = { ...noRules, providers: [provider('github-actions', { states })] };
  const runs = foldRuns(
    [check('failure', 3, 9, actionsCheck), actionsJob('failure', 3, 9, { ownStepsRan: false })],
    rules,
  );

  expect(runs).toMatchObject([{ state: 'error', errorReason: 'no_steps_ran' }]);
});

test('an open job is named by itself, not by its check run', () => {
  const runs = foldRuns([
    actionsJob('queued', 0),
    check('in_progress', 5, null, { ...actionsCheck, name: 'CI / test' }),
  ]);

  expect(runs).toMatchObject([{ name: 'test (20)', state: 'started', queueMs: 5000 }]);
});

test('a job that started before it was created waited no time', () => {
  expect(foldRuns([actionsJob('success', -1, 9)])).toMatchObject([
    { queuedAt: at(0), startedAt: at(-1), queueMs: 0, runMs: 10_000, quirks: ['negative_queue_duration'] },
  ]);
});

test('a job without a creation time has a run time and no queue time', () => {
  expect(foldRuns([actionsJob('success', 0, 20, { queuedAt: null })])).toMatchObject([
    { queueMs: null, runMs: 20_000, durationMs: 20_000 },
  ]);
});

test('a late queued delivery does not reopen a job', () => {
  expect(foldRuns([actionsJob('success', 1, 2), actionsJob('queued', 0, null, { at: at(99) })])).toHaveLength(1);
});

test('a re-run’s copy is left out with its check run, and is no first status', () => {
  const copy = actionsJob('success', 1, 5, { externalId: 50, runAttempt: 2, queuedAt: at(100), copied: true });
  const rows = fold([copy, check('success', 1, 5, { ...actionsCheck, externalId: 50 })]);

  expect(rows.jobRuns).toEqual([]);
  expect(rows.answers).toEqual([]);
});

test.each([
  ['started and ended before its attempt began', { runAttempt: 2 }, 1, 5, 0],
  ['ran in the attempt', { runAttempt: 2 }, 101, 105, 1],
  ['started a second early by another clock', { runAttempt: 2 }, 99, 105, 1],
  ['is of a first attempt', { runAttempt: 1 }, 1, 5, 1],
  // New: the first attempt copies nothing, whatever its clocks say.
  ['is of a first attempt and was created after its end', { runAttempt: 1, copied: true }, 1, 5, 1],
  ['does not tell its attempt', { runAttempt: null }, 1, 5, 1],
  ['does not tell its run', { runId: null, runAttempt: 2 }, 1, 5, 1],
  ['is of a run that is not known', { runId: 901, runAttempt: 2 }, 1, 5, 1],
  // New: whatever ended before its attempt began is a copy, also what never started, as a skipped job.
  ['never started, and ended before its attempt began', { runAttempt: 2 }, null, 5, 0],
])('a job that %s counts %5$d times', (_what, more, start, end, count) => {
  const attempts = [
    workflowRun('queued', 0),
    workflowRun('queued', 100, null, { runAttempt: 2 }),
    workflowRun('in_progress', 101, null, { runAttempt: 2 }),
    workflowRun('in_progress', null, null, { runAttempt: 2 }),
  ];

  expect(foldRuns([...attempts, actionsJob('success', start, end, more)])).toHaveLength(count);
});

test('an open job of a re-run is not taken for a copy', () => {
  const attempt = workflowRun('queued', 100, null, { runAttempt: 2 });

  expect(foldRuns([attempt, actionsJob('in_progress', 99, null, { runAttempt: 2 })])).toHaveLength(1);
});

test('jobs without an id fall back to their name, and a copy among them goes alone', () => {
  const nameless = (more: object) => actionsJob('success', 1, 5, { externalId: null, runAttempt: 2, ...more });

  expect(foldRuns([nameless({}), nameless({ copied: true, queuedAt: at(50) })])).toHaveLength(1);
  expect(foldRuns([nameless({ copied: true })])).toEqual([]);
});

test('attempts of a job are numbered in order of time', () => {
  const second = actionsJob('success', 110, 120, { externalId: 60, runAttempt: 2, queuedAt: at(100) });
  const runs = foldRuns([second, actionsJob('failure', 1, 9)]);

  expect(runs.map(({ occurrence, attempt, state }) => [occurrence, attempt, state])).toEqual([
    [1, 1, 'failure'],
    [2, 2, 'success'],
  ]);
});

test('the run lends its jobs what they do not tell', () => {
  const bare = actionsJob('success', 1, 9, { workflow: null });
  const runs = foldRuns([bare, workflowRun('queued', 0)]);

  expect(runs).toMatchObject([{ workflow: 'CI', event: 'pull_request', branch: 'topic' }]);
  expect(foldRuns([bare, workflowRun('queued', 0, null, { runId: 1 })])).toMatchObject([
    { workflow: null, event: null, branch: null },
  ]);
});
