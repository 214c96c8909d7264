import { describe, expect, test } from 'vitest';
import { contributed, decided, explainAll } from './support/explained.ts';
import { actionsJob, at, check, pullRequest, workflowRun } from './support/observations.ts';

describe('a wait for a person', () => {
  const waiting = actionsJob('waiting', null, null, { phase: 'waiting', at: at(0), queuedAt: null });

  test('that goes on is told', () => {
    const [run] = explainAll([waiting]);

    expect(decided(run)).toEqual(['waits']);
    expect(run?.state.because).toBe('it has not ended, and its furthest report says waiting');
  });

  test('that ended is told with its length', () => {
    const [run] = explainAll([waiting, actionsJob('in_progress', 3600)]);

    expect(run?.decisions[0]?.text).toBe(
      `It waited 1 h for a person. Its clock runs from the end of the wait, ${new Date(at(3600)).toISOString()}.`,
    );
  });

  test('that was refused makes it cancelled', () => {
    const [run] = explainAll([waiting, actionsJob('failure', null, 60, { ownStepsRan: false })]);

    expect(decided(run)).toEqual(['refused']);
    expect(run?.state).toMatchObject({ word: 'cancelled', because: run?.decisions[0]?.text });
  });

  test('that nobody can end any more makes it cancelled', () => {
    const [run] = explainAll([pullRequest('opened', 0), waiting, pullRequest('closed', 60)]);

    expect(decided(run)).toEqual(['wait_given_up', 'closed']);
  });

  test('whose end was lost is told as lost alone', () => {
    const [run] = explainAll([waiting, workflowRun('failure', 0, 99)]);

    expect(decided(run)).toEqual(['end_lost']);
  });
});

describe('jobs that are no run', () => {
  test('are told of at the job they copy', () => {
    const [run] = explainAll([
      actionsJob('success', 1, 9),
      actionsJob('success', 1, 9, { externalId: 77, runAttempt: 2 }),
      workflowRun('in_progress', 60, null, { runAttempt: 2 }),
    ]);

    expect(run?.decisions.map(({ id, text }) => [id, text.slice(0, 24)])).toEqual([
      ['copied', 'Job 77 of a later attemp'],
    ]);
  });

  test('are told of at the job they stood beside', () => {
    const [run] = explainAll([
      actionsJob('success', 1, 9),
      actionsJob('queued', 1, null, { externalId: 77 }),
      workflowRun('success', 0, 99),
    ]);

    expect(run?.decisions.map(({ id }) => id)).toEqual(['placeholder']);
  });

  test('are told of as reports where they came under the same name without an id', () => {
    const [run] = explainAll([
      check('success', 1, 9, { app: 'github-actions', externalId: null }),
      actionsJob('success', 1, 9, { externalId: null, name: 'unit', runAttempt: 2, copied: true }),
    ]);

    expect(contributed(run)).toEqual(['opened_and_ended', 'copied']);
  });
});
