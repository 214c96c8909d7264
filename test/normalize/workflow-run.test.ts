import { describe, expect, it } from 'vitest';
import { at, read, receivedAt, runPayload, sha, workflowRun } from './support/payloads.ts';

describe('a workflow run', () => {
  it('that was requested is queued since run_started_at', () => {
    expect(workflowRun(runPayload())).toEqual({
      type: 'workflow_run',
      runId: 30,
      runAttempt: 1,
      headSha: sha,
      workflow: 'CI',
      event: 'push',
      branch: 'main',
      phase: 'queued',
      conclusion: null,
      at: at('12:00:00'),
      queuedAt: at('12:00:00'),
      finishedAt: null,
      url: 'https://github.com/acme/rocket/actions/runs/30',
      quirks: [],
    });
  });

  it('that runs speaks of its update', () => {
    expect(workflowRun(runPayload({ status: 'in_progress' }, { action: 'in_progress' }))).toMatchObject({
      phase: 'started',
      at: at('12:00:01'),
      finishedAt: null,
    });
  });

  it('that completed ended at its update', () => {
    const ended = { status: 'completed', conclusion: 'failure', updated_at: '2024-05-01T12:05:00Z' };

    expect(workflowRun(runPayload(ended, { action: 'completed' }))).toMatchObject({
      phase: 'final',
      conclusion: 'failure',
      at: at('12:05:00'),
      finishedAt: at('12:05:00'),
    });
  });

  it('that was re-run began again, though created_at did not move', () => {
    const again = { run_attempt: 2, run_started_at: '2024-05-01T13:00:00Z' };

    expect(workflowRun(runPayload(again))).toMatchObject({ runAttempt: 2, queuedAt: at('13:00:00') });
  });

  it('of an older delivery began at created_at, unless it is a re-run', () => {
    const run_started_at = undefined;

    expect(workflowRun(runPayload({ run_started_at, run_attempt: undefined }))).toMatchObject({
      runAttempt: 1,
      queuedAt: at('12:00:00'),
    });
    expect(workflowRun(runPayload({ run_started_at, run_attempt: 2 }))).toMatchObject({
      queuedAt: null,
      at: at('12:00:01'),
    });
  });

  it('without any time has that of its delivery', () => {
    const untimed = { created_at: null, run_started_at: null, updated_at: null };

    expect(workflowRun(runPayload(untimed))).toMatchObject({
      at: receivedAt,
      queuedAt: null,
      quirks: ['missing_time'],
    });
  });

  it('that completed in the same second as it began is only believed when its status says so', () => {
    const begun = { status: 'in_progress', updated_at: '2024-05-01T12:00:00Z' };

    expect(workflowRun(runPayload(begun, { action: 'completed' })).phase).toBe('started');
    expect(workflowRun(runPayload({ status: 'in_progress' }, { action: 'completed' })).phase).toBe('final');
  });

  it('has its name and commit elsewhere when it lacks its own', () => {
    const payload = runPayload(
      { name: '', head_sha: null, head_commit: { id: 'abc' } },
      { workflow: { name: 'Build' } },
    );

    expect(workflowRun(payload)).toMatchObject({ workflow: 'Build', headSha: 'abc' });
  });

  it('without a name is kept with a quirk', () => {
    expect(workflowRun(runPayload({ name: null }))).toMatchObject({ workflow: '', quirks: ['missing_field'] });
  });

  it.each([[{ id: null }], [{ head_sha: null }]])('with %j is recorded with a quirk', (changes) => {
    expect(read('workflow_run', runPayload(changes))).toMatchObject({ result: 'recorded', quirks: ['missing_field'] });
  });
});
