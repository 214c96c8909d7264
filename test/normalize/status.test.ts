import { describe, expect, it } from 'vitest';
import { unknownJobFacts } from '../../src/model/job-facts.ts';
import { at, job, read, receivedAt, sha, statusPayload } from './support/payloads.ts';

describe('a commit status', () => {
  it('that is pending is queued, whatever its text says', () => {
    expect(job('status', statusPayload({ description: 'Testing in progress' }))).toEqual({
      type: 'job',
      source: 'status',
      externalId: 100,
      headSha: sha,
      name: 'ci/build',
      app: null,
      sender: 'acme-ci[bot]',
      phase: 'queued',
      conclusion: null,
      text: 'Testing in progress',
      at: at('12:00:00'),
      queuedAt: at('12:00:00'),
      startedAt: null,
      finishedAt: null,
      runId: null,
      runAttempt: null,
      workflow: null,
      event: null,
      branch: null,
      pullRequests: [],
      runnerLabels: [],
      ...unknownJobFacts,
      ownStepsRan: null,
      stepsCutOff: null,
      copied: false,
      url: 'https://ci.example.org/1',
      quirks: [],
    });
  });

  it.each([
    ['success', 'success', []],
    ['failure', 'failure', []],
    ['error', 'error', []],
    [' SUCCESS ', 'success', []],
    ['failed', 'failed', ['unknown_conclusion']],
  ])('that says %j is final', (state, conclusion, quirks) => {
    expect(job('status', statusPayload({ state }))).toMatchObject({
      phase: 'final',
      conclusion,
      queuedAt: null,
      startedAt: null,
      finishedAt: at('12:00:00'),
      quirks,
    });
  });

  it.each([
    ['queued', 'queued', at('12:00:00'), null],
    ['in_progress', 'started', null, at('12:00:00')],
    ['running', 'started', null, at('12:00:00')],
  ])('with the foreign word %j is understood, with a quirk', (state, phase, queuedAt, startedAt) => {
    expect(job('status', statusPayload({ state }))).toMatchObject({
      phase,
      queuedAt,
      startedAt,
      conclusion: null,
      quirks: ['unknown_status'],
    });
  });

  it('has the time of its update when it has no other', () => {
    const observation = job('status', statusPayload({ created_at: null, updated_at: '2024-05-01T14:00:05+02:00' }));

    expect(observation).toMatchObject({ at: at('12:00:05'), queuedAt: at('12:00:05'), quirks: [] });
  });

  it('without a time ended when its delivery was made, but was queued nobody knows when', () => {
    const untimed = { created_at: null, updated_at: undefined };

    expect(job('status', statusPayload({ ...untimed, state: 'success' }))).toMatchObject({
      at: receivedAt,
      finishedAt: receivedAt,
      quirks: ['missing_time'],
    });
    expect(job('status', statusPayload(untimed))).toMatchObject({ at: receivedAt, queuedAt: null });
  });

  it('has its commit beside it when it lacks its own', () => {
    expect(job('status', statusPayload({ sha: null, commit: { sha: 'abc' } })).headSha).toBe('abc');
  });

  it.each([
    ['a commit', { sha: '', commit: { sha: 7 } }],
    ['a state', { state: null }],
    ['a state that is text', { state: 1 }],
  ])('without %s is recorded with a quirk', (_, changes) => {
    expect(read('status', statusPayload(changes))).toMatchObject({ result: 'recorded', quirks: ['missing_field'] });
  });

  it('without a context has the one that GitHub gives it', () => {
    expect(job('status', statusPayload({ context: null }))).toMatchObject({
      name: 'default',
      quirks: ['missing_field'],
    });
  });

  it('is of the branch that has its commit as head, else of the first that contains it', () => {
    const main = { name: 'main', commit: { sha: 'another' } };
    const fix = { name: 'fix', commit: { sha } };

    expect(job('status', statusPayload({ branches: [main, fix] })).branch).toBe('fix');
    expect(job('status', statusPayload({ branches: [main] })).branch).toBe('main');
    expect(job('status', statusPayload({ branches: [null, 'main'] })).branch).toBeNull();
    expect(job('status', statusPayload({ branches: null })).branch).toBeNull();
  });
});
