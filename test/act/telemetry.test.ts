import { describe, expect, it } from 'vitest';
import { resultOf, runAttributes, runStateOf, taskAttributes } from '../../src/act/telemetry/pipeline-attributes.ts';
import { jobStates } from '../../src/model/job-run.ts';
import { someRun } from '../support/fake-store.ts';

const workflowRun = {
  ...{ id: '1', host: 'github.com', repositoryId: 1, repository: 'octo/hello', headSha: 'a', runId: 7, attempt: 1 },
  ...{
    workflow: 'CI',
    event: 'push',
    branch: null,
    state: 'failure' as const,
    queuedAt: 0,
    finishedAt: 1,
    durationMs: 1,
    url: null,
  },
};

describe('attributes by the conventions for CI', () => {
  it('name every result, and none of what goes on', () => {
    expect(jobStates.map((state) => [state, resultOf(state)])).toEqual(
      expect.arrayContaining([
        ['success', 'success'],
        ['failure', 'failure'],
        ['error', 'error'],
        ['cancelled', 'cancellation'],
        ['skipped', 'skip'],
        ['queued', null],
        ['started', null],
      ]),
    );
    expect(resultOf('error', 'timed_out')).toBe('timeout');
    expect([runStateOf('started'), runStateOf('queued')]).toEqual(['executing', 'pending']);
  });

  it('leave out what is not known', () => {
    expect(runAttributes(workflowRun)).toEqual({
      'cicd.pipeline.name': 'CI',
      'cicd.pipeline.run.id': '7',
      'cicd.pipeline.result': 'failure',
      'vcs.repository.name': 'hello',
      'vcs.owner.name': 'octo',
      'vcs.ref.head.revision': 'a',
    });
    expect(runAttributes({ ...workflowRun, repository: '' })['vcs.repository.name']).toBe('');
  });

  it('tell of a job what it is, where it ran and why it failed', () => {
    expect(
      taskAttributes({ ...someRun, kind: 'build', state: 'error', errorReason: 'no runner', runnerName: 'r7' }),
    ).toMatchObject({
      'cicd.pipeline.task.name': someRun.name,
      'cicd.pipeline.task.run.id': '7',
      'cicd.pipeline.task.run.result': 'error',
      'cicd.pipeline.task.type': 'build',
      'cicd.worker.name': 'r7',
      'error.type': 'no runner',
    });
    expect(taskAttributes({ ...someRun, kind: 'other', externalId: null })).not.toHaveProperty(
      'cicd.pipeline.task.type',
    );
  });
});
