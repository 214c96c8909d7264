import { describe, expect, it } from 'vitest';
import type { Quirk } from '../../src/model/observation.ts';
import { readProgress } from '../../src/normalize/read-progress.ts';

function progress(action: string | null, status: unknown, conclusion: unknown, endedAt: number | null = null) {
  const quirks: Quirk[] = [];
  return { ...readProgress(action, { status, conclusion }, endedAt, quirks), quirks };
}

describe('how far it is', () => {
  it.each([
    ['queued', 'queued', 'queued'],
    ['waiting', 'waiting', 'waiting'],
    ['requested', 'queued', 'queued'],
    ['created', 'pending', 'queued'],
    ['created', 'in_progress', 'started'],
    ['in_progress', ' In_Progress', 'started'],
    [null, 'requested', 'queued'],
  ])('is, under action %j and status %j, %s', (action, status, phase) => {
    expect(progress(action, status, null)).toEqual({ phase, conclusion: null, quirks: [] });
  });

  // New: what waits for a person has a state of its own, also where the action has not heard of it.
  it('is waiting when the status says so, though the action calls it queued', () => {
    expect(progress('queued', 'waiting', null)).toEqual({
      phase: 'waiting',
      conclusion: null,
      quirks: ['action_status_disagree'],
    });
  });

  it.each([
    ['success'],
    ['failure'],
    ['neutral'],
    ['cancelled'],
    ['skipped'],
    ['timed_out'],
    ['action_required'],
    ['stale'],
    ['startup_failure'],
  ])('is the end when the conclusion is %s', (conclusion) => {
    expect(progress('completed', 'completed', conclusion)).toEqual({ phase: 'final', conclusion, quirks: [] });
    expect(progress('created', 'completed', conclusion.toUpperCase())).toMatchObject({ phase: 'final', conclusion });
  });

  it.each([
    ['completed', 'queued'],
    ['completed', 'in_progress'],
    ['in_progress', 'completed'],
    ['requested', 'completed'],
  ])('is the end with a conclusion though action %s and status %s disagree', (action, status) => {
    expect(progress(action, status, 'success')).toEqual({
      phase: 'final',
      conclusion: 'success',
      quirks: ['action_status_disagree'],
    });
  });

  it('keeps a conclusion that GitHub does not have', () => {
    expect(progress('completed', 'completed', 'finished')).toEqual({
      phase: 'final',
      conclusion: 'finished',
      quirks: ['unknown_conclusion'],
    });
  });

  it.each([[''], [null], [undefined], [{}]])('is the end without a known conclusion when that is %j', (conclusion) => {
    expect(progress('completed', 'completed', conclusion)).toEqual({
      phase: 'final',
      conclusion: '',
      quirks: ['unknown_conclusion'],
    });
  });

  it.each([
    ['queued', '', null],
    ['in_progress', '', null],
    ['in_progress', null, 1],
  ])('is the end when it completed with status %s, conclusion %j and end %j', (status, conclusion, endedAt) => {
    expect(progress('completed', status, conclusion, endedAt)).toEqual({
      phase: 'final',
      conclusion: '',
      quirks: ['action_status_disagree', 'unknown_conclusion'],
    });
  });

  it.each([
    ['completed', 'queued', null, 1, 'queued'],
    ['completed', 'in_progress', null, null, 'started'],
    ['queued', 'in_progress', null, null, 'started'],
  ])('under action %s is what status %s says', (action, status, conclusion, endedAt, phase) => {
    expect(progress(action, status, conclusion, endedAt)).toEqual({
      phase,
      conclusion: null,
      quirks: ['action_status_disagree'],
    });
  });

  it('does not end with an empty conclusion while it is queued', () => {
    expect(progress('queued', 'queued', '')).toEqual({ phase: 'queued', conclusion: null, quirks: [] });
  });

  it.each([
    ['in_progress', 'started'],
    ['queued', 'queued'],
    ['created', 'queued'],
    [null, 'queued'],
  ])('is what action %j says when the status is missing or unknown', (action, phase) => {
    expect(progress(action, null, null)).toEqual({ phase, conclusion: null, quirks: ['missing_field'] });
    expect(progress(action, 'dreaming', null)).toEqual({ phase, conclusion: null, quirks: ['unknown_status'] });
  });

  it('is the end when the action says so and the status is unknown', () => {
    expect(progress('completed', 'dreaming', null)).toEqual({
      phase: 'final',
      conclusion: '',
      quirks: ['unknown_status', 'unknown_conclusion'],
    });
  });

  it.each([
    ['timed_out', ['unknown_status']],
    ['failed', ['unknown_status', 'unknown_conclusion']],
  ])('is the end when %s stands where the status belongs', (status, quirks) => {
    expect(progress('created', status, null)).toEqual({ phase: 'final', conclusion: status, quirks });
  });
});
