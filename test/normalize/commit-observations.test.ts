import { describe, expect, it } from 'vitest';
import { asksToSkipCi } from '../../src/normalize/commit-observations.ts';
import { at, type Json, read, receivedAt, repository, sha, timedGuid } from './support/payloads.ts';

const skipping = { id: sha, message: 'Fix a comma [skip ci]', timestamp: '2024-05-01T11:59:00+00:00' };

function push(changes: Json): Json {
  return { ref: 'refs/heads/fix', deleted: false, after: sha, head_commit: skipping, repository, ...changes };
}

function suite(changes: Json): Json {
  return { action: 'requested', check_suite: { head_sha: sha, head_commit: skipping, ...changes }, repository };
}

function group(action: string, merge_group: unknown = { head_sha: sha }): Json {
  return { action, merge_group, repository };
}

describe('a commit message asks CI not to run', () => {
  it.each([['[skip ci] x'], ['x\n\n[ci skip]'], ['[No CI]'], ['***NO_CI***']])('when it holds %j', (message) => {
    expect(asksToSkipCi(message)).toBe(true);
  });

  it.each([['skip ci'], ['[skip actions]'], ['[skip docs]'], [''], [null], [['[skip ci]']]])(
    'but not by %j',
    (message) => {
      expect(asksToSkipCi(message)).toBe(false);
    },
  );
});

describe('a push', () => {
  it('tells that its head asks CI not to run, at the time the commit was written', () => {
    expect(read('push', push({}))).toMatchObject({
      observation: { type: 'commit', fact: 'skips_ci', headSha: sha, at: at('11:59:00'), isTimeKnown: true },
    });
  });

  it('of a commit without a time tells when its delivery was made, or at the latest when it came', () => {
    const head_commit = { ...skipping, timestamp: null };

    expect(read('push', push({ head_commit }), { guid: timedGuid })).toMatchObject({
      observation: { at: at('12:00:20.500'), isTimeKnown: true },
    });
    expect(read('push', push({ head_commit }))).toMatchObject({ observation: { at: receivedAt, isTimeKnown: false } });
  });

  it('whose head has no id speaks of the commit it led to', () => {
    expect(read('push', push({ head_commit: { message: '[skip ci]' }, after: 'abc' }))).toMatchObject({
      observation: { headSha: 'abc' },
    });
  });

  it.each([
    ['whose message does not ask for anything', { head_commit: { ...skipping, message: 'Fix' } }],
    ['without a commit', { head_commit: null, after: null }],
  ])('%s tells nothing', (_what, changes) => {
    expect(read('push', push(changes))).toMatchObject({ result: 'recorded', observation: null });
  });

  it('that deletes a branch tells so', () => {
    expect(read('push', push({ deleted: true, head_commit: null }))).toMatchObject({
      observation: { type: 'repository', fact: 'branch_deleted', branch: 'fix' },
    });
  });
});

describe('a check suite', () => {
  it('tells the message of a fork’s commit, of whose push nobody heard', () => {
    expect(read('check_suite', suite({}))).toMatchObject({ observation: { fact: 'skips_ci', headSha: sha } });
    expect(read('check_suite', suite({ head_sha: null }))).toMatchObject({ observation: { headSha: sha } });
  });

  it('of a plain commit tells nothing', () => {
    expect(read('check_suite', suite({ head_commit: { id: sha, message: 'Fix' } }))).toMatchObject({
      observation: null,
    });
  });
});

describe('a merge group', () => {
  it('that is destroyed takes its commit with it', () => {
    expect(read('merge_group', group('destroyed'), { guid: timedGuid })).toMatchObject({
      observation: { type: 'commit', fact: 'destroyed', headSha: sha, at: at('12:00:20.500'), isTimeKnown: true },
    });
  });

  it.each([
    ['that asks for checks', group('checks_requested')],
    ['without a commit', group('destroyed', {})],
  ])('%s tells nothing', (_what, payload) => {
    expect(read('merge_group', payload)).toMatchObject({ observation: null });
  });
});
