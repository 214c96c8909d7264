import { expect, test } from 'vitest';
import { fold } from './support/fold.ts';
import { actionsJob, at, workflowRun } from './support/observations.ts';

test('an attempt runs from its begin to its update when completed', () => {
  const { workflowRuns } = fold([
    workflowRun('success', 0, 18, { branch: null }),
    workflowRun('queued', 0, null, { url: 'https://run' }),
  ]);

  expect(workflowRuns).toMatchObject([
    {
      runId: 900,
      attempt: 1,
      workflow: 'CI',
      event: 'pull_request',
      branch: 'topic',
      state: 'success',
      queuedAt: at(0),
      finishedAt: at(18),
      durationMs: 18_000,
      url: 'https://run',
    },
  ]);
});

test.each([
  ['queued', 'queued'],
  ['in_progress', 'started'],
])('an attempt that is %s is %s', (word, state) => {
  expect(fold([workflowRun('queued', 0), workflowRun(word, 1)]).workflowRuns).toMatchObject([
    { state, finishedAt: null, durationMs: null, url: null },
  ]);
});

test('attempts are told apart and come in order of time', () => {
  const { workflowRuns } = fold([
    workflowRun('success', 100, 150, { runAttempt: 2 }),
    workflowRun('timed_out', 0, 50),
    workflowRun('queued', 100, null, { runId: 899 }),
  ]);

  expect(workflowRuns.map(({ attempt, state }) => [attempt, state])).toEqual(
    expect.arrayContaining([
      [1, 'error'],
      [2, 'success'],
      [1, 'queued'],
    ]),
  );
  expect(workflowRuns[0]?.state).toBe('error');
});

// New: a review that is asked for tells of a run that waits, often without its workflow's name.
test('a run that waits for a review has the name that any of its deliveries tells, or none', () => {
  const review = workflowRun('waiting', null, null, { phase: 'waiting', workflow: '', at: at(5) });

  expect(fold([workflowRun('in_progress', 0), workflowRun('queued', 0), review]).workflowRuns).toMatchObject([
    { workflow: 'CI', state: 'started' },
  ]);
  expect(fold([review]).workflowRuns).toMatchObject([{ workflow: '', state: 'waiting' }]);
});

test('an unknown conclusion ends a run without blame', () => {
  expect(fold([workflowRun('finished', 0, 1)]).workflowRuns).toMatchObject([{ state: 'skipped' }]);
});

test('an attempt whose begin is not known has no duration', () => {
  expect(fold([workflowRun('success', null, 9)]).workflowRuns).toMatchObject([{ queuedAt: at(9), durationMs: null }]);
});

test('an end before the begin counts as no time', () => {
  expect(fold([workflowRun('success', 9, 0)]).workflowRuns).toMatchObject([{ durationMs: 0 }]);
});

test('an update long after the last job is not the end', () => {
  const read401DaysLater = workflowRun('success', 0, 401 * 86_400, { finishedAt: null });
  const jobs = [actionsJob('success', 1, 30), actionsJob('success', 1, 40, { externalId: 43, runAttempt: null })];

  expect(fold([read401DaysLater, ...jobs]).workflowRuns).toMatchObject([{ finishedAt: at(40), durationMs: 40_000 }]);
});

test.each([
  ['closes the run seconds after its last job', 43, [actionsJob('success', 1, 40)]],
  ['is all that is known', 4000, []],
  [
    'comes while a job is still open',
    4000,
    [actionsJob('success', 1, 40), actionsJob('queued', 0, null, { externalId: 43 })],
  ],
  ['is known beside jobs of another run', 4000, [actionsJob('success', 1, 40, { runId: 901 })]],
  ['is known beside jobs of no run', 4000, [actionsJob('success', 1, 40, { runId: null })]],
])('the update is the end when it %s', (_what, end, jobs) => {
  expect(fold([workflowRun('success', 0, end), ...jobs]).workflowRuns).toMatchObject([{ finishedAt: at(end) }]);
});

test('a second look at a finished attempt changes nothing', () => {
  const first = [workflowRun('success', 0, 18)];

  expect(fold([...first, workflowRun('success', 0, 9000)]).workflowRuns).toEqual(fold(first).workflowRuns);
});

test('of two accounts of the same moment the same one wins in any order', () => {
  const accounts = [workflowRun('success', 0, 18), workflowRun('success', 0, 18, { workflow: 'Lint', branch: 'main' })];
  const job = actionsJob('success', 1, 17, { workflow: null });

  expect(fold([...accounts, job])).toEqual(fold([job, ...accounts.reverse()]));
});
