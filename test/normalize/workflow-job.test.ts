import { describe, expect, it } from 'vitest';
import { at, doneJobPayload, job, jobPayload, ownStep, read, receivedAt, setUp, sha } from './support/payloads.ts';

describe('an Actions job', () => {
  it('that ended tells all its times, its runner and its run', () => {
    expect(job('workflow_job', doneJobPayload())).toEqual({
      type: 'job',
      source: 'workflow_job',
      externalId: 300,
      headSha: sha,
      name: 'build (20)',
      app: 'github-actions',
      sender: null,
      phase: 'final',
      conclusion: 'success',
      text: null,
      at: at('12:01:00'),
      queuedAt: at('12:00:00'),
      startedAt: at('12:00:07'),
      finishedAt: at('12:01:00'),
      runId: 30,
      runAttempt: 1,
      workflow: 'CI',
      event: null,
      branch: 'main',
      pullRequests: [],
      runnerLabels: ['ubuntu-latest'],
      runnerName: 'GitHub Actions 7',
      runnerGroup: 'GitHub Actions',
      ownStepsRan: true,
      stepsCutOff: false,
      copied: false,
      url: 'https://github.com/acme/rocket/actions/runs/30/job/300',
      quirks: [],
    });
  });

  it.each([['queued'], ['pending'], ['requested']])('that is %s has not started', (status) => {
    expect(job('workflow_job', jobPayload({ status }))).toMatchObject({
      phase: 'queued',
      at: at('12:00:00'),
      queuedAt: at('12:00:00'),
      startedAt: null,
      finishedAt: null,
      ownStepsRan: null,
      stepsCutOff: null,
      quirks: [],
    });
  });

  // New: a job that waits for a person is not in the queue, and was queued when the wait ended.
  it('that waits for a person speaks of the time it was made, and then of the time it was let go on', () => {
    expect(job('workflow_job', jobPayload({ status: 'waiting' }, { action: 'waiting' }))).toMatchObject({
      phase: 'waiting',
      at: at('12:00:00'),
      startedAt: null,
    });
    expect(job('workflow_job', jobPayload({ started_at: '2024-05-01T13:00:00Z' }))).toMatchObject({
      phase: 'queued',
      at: at('13:00:00'),
      queuedAt: at('12:00:00'),
    });
    expect(
      job('workflow_job', jobPayload({ status: 'waiting', created_at: null }, { action: 'waiting' })),
    ).toMatchObject({ phase: 'waiting', at: at('12:00:00'), queuedAt: null });
  });

  it('that runs started at started_at', () => {
    const payload = jobPayload(
      { status: 'in_progress', started_at: '2024-05-01T12:00:07Z' },
      { action: 'in_progress' },
    );

    expect(job('workflow_job', payload)).toMatchObject({
      phase: 'started',
      at: at('12:00:07'),
      queuedAt: at('12:00:00'),
      startedAt: at('12:00:07'),
    });
  });

  it('of an older delivery, without created_at, was queued at started_at while queued, and later nobody knows when', () => {
    const created_at = undefined;

    expect(job('workflow_job', jobPayload({ created_at }))).toMatchObject({
      at: at('12:00:00'),
      queuedAt: at('12:00:00'),
    });
    expect(
      job('workflow_job', jobPayload({ created_at, status: 'in_progress' }, { action: 'in_progress' })),
    ).toMatchObject({ queuedAt: null, startedAt: at('12:00:00') });
    expect(job('workflow_job', doneJobPayload({ created_at }))).toMatchObject({ queuedAt: null, copied: false });
  });

  it.each([['skipped'], ['cancelled']])('that was %s before a runner took it never started', (conclusion) => {
    const bare = { conclusion, steps: [], runner_name: null };

    expect(job('workflow_job', doneJobPayload(bare)).startedAt).toBeNull();
    expect(job('workflow_job', doneJobPayload({ ...bare, steps: undefined, runner_name: '' })).startedAt).toBeNull();
    expect(job('workflow_job', doneJobPayload({ ...bare, runner_name: 'box' })).startedAt).toBe(at('12:00:07'));
    expect(job('workflow_job', doneJobPayload({ ...bare, steps: [setUp] })).startedAt).toBe(at('12:00:07'));
  });

  it('that failed without a runner keeps its start', () => {
    const payload = doneJobPayload({ conclusion: 'failure', steps: [], runner_name: null });

    expect(job('workflow_job', payload)).toMatchObject({ startedAt: at('12:00:07'), ownStepsRan: false });
  });

  it('that was created after it completed is a copy', () => {
    expect(job('workflow_job', doneJobPayload({ created_at: '2024-05-01T12:01:01Z' }))).toMatchObject({
      copied: true,
      queuedAt: at('12:01:01'),
      finishedAt: at('12:01:00'),
      quirks: ['copied_job'],
    });
    expect(job('workflow_job', doneJobPayload({ created_at: '2024-05-01T12:01:00Z' })).copied).toBe(false);
  });

  it('that started before it was created is no copy', () => {
    expect(job('workflow_job', doneJobPayload({ created_at: '2024-05-01T12:00:08Z' }))).toMatchObject({
      copied: false,
      queuedAt: at('12:00:08'),
      startedAt: at('12:00:07'),
    });
  });

  it('with an unevaluated name is kept with a quirk', () => {
    const name = 'test ${{ matrix.node }}';

    expect(job('workflow_job', doneJobPayload({ name }))).toMatchObject({ name, quirks: ['unevaluated_name'] });
  });

  it('without a name or an end is kept with quirks', () => {
    expect(job('workflow_job', doneJobPayload({ name: 7, completed_at: null }))).toMatchObject({
      name: '',
      at: receivedAt,
      finishedAt: receivedAt,
      quirks: ['missing_field', 'missing_time'],
    });
  });

  it.each([[{ head_sha: null }], [{ head_sha: 40 }]])('with %j is recorded with a quirk', (changes) => {
    expect(read('workflow_job', jobPayload(changes))).toMatchObject({ result: 'recorded', quirks: ['missing_field'] });
  });

  it('keeps at most fifty labels, and only those that are text', () => {
    const labels = ['self-hosted', 7, '', null, ...Array.from({ length: 100 }, () => 'x')];

    const { runnerLabels } = job('workflow_job', jobPayload({ labels }));

    expect(runnerLabels).toHaveLength(47);
    expect(runnerLabels[0]).toBe('self-hosted');
    expect(job('workflow_job', jobPayload({ labels: 'ubuntu' })).runnerLabels).toEqual([]);
  });
});

describe('the steps that the author wrote', () => {
  const ownDone = { ...ownStep, conclusion: 'success' };
  const step = (name: unknown, conclusion: unknown = 'success', status = 'completed') => ({ name, conclusion, status });

  it.each([
    ['ran when one of them ended', [setUp, ownStep], true],
    ['ran when one was cut off', [setUp, step('Run make', null, 'in_progress')], true],
    ['did not run when they were skipped', [setUp, step('Run make', 'skipped'), step('Run it', 'cancelled')], false],
    ['did not run when they were still waiting', [setUp, step('Run make', null, 'queued')], false],
    [
      "did not run when only the runner's own did",
      [setUp, step('Initialize containers', 'failure'), step('Post Run actions/checkout@v4'), step('Complete job')],
      false,
    ],
    ['did not run when there are none', [], false],
    ['did not run when they are no steps', [null, 'Run make', step(7)], false],
  ])('%s', (_, steps, ran) => {
    expect(job('workflow_job', doneJobPayload({ steps })).ownStepsRan).toBe(ran);
  });

  // New: a failed job in which no step of its own failed and one was cut off had lost its runner.
  it.each([
    ['were cut off when one has no conclusion and none failed', [setUp, step('Run make', null, 'in_progress')], true],
    ['were cut off when the runner’s own last step is left', [ownDone, { name: 'Complete job' }], true],
    ['were cut off when one is left empty', [step('Run make', '')], true],
    ['were not cut off when one of them failed', [ownStep, step('Run make', null)], false],
    ['were not cut off when one of them took too long', [step('Run it', 'timed_out'), step('Run make', null)], false],
    ['were cut off when only a step of the runner failed', [step('Post Run x', 'failure'), step('Run x', null)], true],
    ['were not cut off when all ended', [setUp, ownDone], false],
    ['are not known when there are none', [], null],
    ['are not known without a list', undefined, null],
  ])('%s', (_, steps, cutOff) => {
    expect(job('workflow_job', doneJobPayload({ steps })).stepsCutOff).toBe(cutOff);
  });

  it('are not known without a list, unless no runner took the job', () => {
    const steps = undefined;

    expect(job('workflow_job', doneJobPayload({ steps })).ownStepsRan).toBeNull();
    expect(job('workflow_job', doneJobPayload({ steps, runner_name: null })).ownStepsRan).toBe(false);
    expect(job('workflow_job', doneJobPayload({ steps, runner_name: '' })).ownStepsRan).toBe(false);
  });
});
