import { describe, expect, test } from 'vitest';
import { fold } from './support/fold.ts';
import { actionsJob, at, workflowRun } from './support/observations.ts';

describe('an Actions run that ended action_required before any of its jobs was made', () => {
  const asked = workflowRun('action_required', 0, 1);

  test('waits for a person', () => {
    expect(fold([asked]).workflowRuns).toMatchObject([{ state: 'waiting', finishedAt: null, durationMs: null }]);
  });

  test('goes on once it is approved', () => {
    const { workflowRuns } = fold([asked, workflowRun('in_progress', 3600)]);

    expect(workflowRuns).toMatchObject([{ state: 'started', finishedAt: null }]);
  });

  test('leaves the jobs open that were made after the approval', () => {
    const { jobRuns, workflowRuns } = fold([
      asked,
      workflowRun('in_progress', 3600),
      actionsJob('in_progress', 3610, null, { queuedAt: at(3605) }),
    ]);

    expect(workflowRuns).toMatchObject([{ state: 'started', finishedAt: null }]);
    expect(jobRuns).toMatchObject([{ state: 'started', finishedAt: null }]);
  });

  test('ends when it ends', () => {
    const { workflowRuns } = fold([
      asked,
      actionsJob('success', 3610, 3700, { queuedAt: at(3605) }),
      workflowRun('success', 3600, 3702),
    ]);

    expect(workflowRuns).toMatchObject([{ state: 'success', finishedAt: at(3702) }]);
  });
});

test('an Actions run that ended action_required after a job was made has failed', () => {
  const { workflowRuns } = fold([
    actionsJob('success', 5, 20, { queuedAt: at(2) }),
    workflowRun('action_required', 0, 22),
  ]);

  expect(workflowRuns).toMatchObject([{ state: 'failure', finishedAt: at(22) }]);
});

test('an Actions run that says that it waits is waiting until it runs', () => {
  const waiting = workflowRun('waiting', 0, null, { phase: 'waiting' });

  expect(fold([waiting]).workflowRuns).toMatchObject([{ state: 'waiting' }]);
  expect(fold([waiting, workflowRun('in_progress', 60)]).workflowRuns).toMatchObject([{ state: 'started' }]);
});
