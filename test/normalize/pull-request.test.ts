import { describe, expect, it } from 'vitest';
import { at, pullRequest, pullRequestPayload, read, receivedAt, sha, timedGuid } from './support/payloads.ts';

describe('a pull request', () => {
  it('tells its head, its branches and where it can be seen', () => {
    expect(pullRequest(pullRequestPayload())).toEqual({
      type: 'pull_request',
      action: 'opened',
      pullRequest: 12,
      headSha: sha,
      at: at('12:00:00'),
      headBranch: 'fix',
      baseBranch: 'main',
      fork: false,
      authorAssociation: 'MEMBER',
      draft: false,
      author: 'kim',
      sender: 'github-actions[bot]',
      url: 'https://github.com/acme/rocket/pull/12',
      quirks: [],
    });
  });

  it.each([
    ['opened', '12:00:00'],
    ['synchronize', '12:30:00'],
    ['reopened', '12:30:00'],
    ['ready_for_review', '12:30:00'],
    ['closed', '12:30:00'],
  ])('that is %s changed at %s', (action, clock) => {
    expect(pullRequest(pullRequestPayload({}, { action }))).toMatchObject({ action, at: at(clock) });
  });

  it.each([['labeled'], ['edited'], ['converted_to_draft'], ['synchronized'], [''], [null], [7]])(
    'whose action is %j is recorded without an observation',
    (action) => {
      expect(read('pull_request', pullRequestPayload({}, { action }))).toMatchObject({
        result: 'recorded',
        observation: null,
        quirks: [],
      });
    },
  );

  it('may be a draft, or nobody knows; the same holds for who opened it and who changed it', () => {
    expect(pullRequest(pullRequestPayload({ draft: true })).draft).toBe(true);
    expect(pullRequest(pullRequestPayload({ draft: 'yes', user: null }, { sender: { login: 7 } }))).toMatchObject({
      draft: null,
      author: null,
      sender: null,
    });
  });

  it('without a time changed when its delivery was made', () => {
    const payload = pullRequestPayload({ created_at: null });

    expect(read('pull_request', payload, { guid: timedGuid })).toMatchObject({
      observation: { at: at('12:00:20.500') },
      quirks: ['missing_time'],
    });
    expect(read('pull_request', payload)).toMatchObject({ observation: { at: receivedAt }, quirks: ['missing_time'] });
  });

  it('with an absurd time has none', () => {
    const observation = pullRequest(pullRequestPayload({ created_at: '0001-01-01T00:00:00Z' }));

    expect(observation.quirks).toEqual(['absurd_time', 'missing_time']);
  });

  it('has its number beside it when it lacks its own', () => {
    expect(pullRequest(pullRequestPayload({ number: null })).pullRequest).toBe(12);
    expect(pullRequest(pullRequestPayload({ number: '13' })).pullRequest).toBe(13);
  });

  it('that was pushed to may have its head only beside it', () => {
    const head = { ref: 'fix' };

    expect(pullRequest(pullRequestPayload({ head }, { action: 'synchronize', after: 'abc' })).headSha).toBe('abc');
  });

  it.each([
    ['a number', pullRequestPayload({ number: -1 }, { number: {} })],
    ['a head', pullRequestPayload({ head: null })],
    ['a head commit', pullRequestPayload({ head: { sha: '0000000000000000000000000000000000000000' } })],
    ['anything', pullRequestPayload({}, { pull_request: 'gone', number: null })],
  ])('without %s is recorded with a quirk', (_, payload) => {
    expect(read('pull_request', payload)).toMatchObject({
      result: 'recorded',
      observation: null,
      quirks: ['missing_field'],
    });
  });
});

describe('a pull request is from a fork', () => {
  const base = { ref: 'main', repo: { id: 4711, full_name: 'acme/rocket' } };
  const from = (repo: unknown, to: unknown = base) =>
    pullRequest(pullRequestPayload({ head: { sha, repo }, base: to }));

  it.each([
    ['when the repositories differ', { id: 4712, full_name: 'kim/rocket' }, base, true],
    ['not when they are the same', { id: 4711, full_name: 'renamed/since' }, base, false],
    ['when the head is not in the repository that sent it', { id: 4712 }, {}, true],
    ['not when the head is in the repository that sent it', { id: 4711 }, null, false],
    ['by name when ids are missing', { full_name: 'kim/rocket' }, base, true],
    ['not for another spelling of the name', { full_name: 'ACME/Rocket' }, base, false],
    ['by the name of the repository that sent it', { full_name: 'acme/rocket' }, {}, false],
    ['nobody knows when nothing names the head', {}, base, null],
    ['nobody knows when the base has no name', { full_name: 'kim/rocket' }, { repo: { full_name: 7 } }, null],
    ['nobody knows without a head repository', undefined, base, null],
  ])('%s', (_, head, to, fork) => {
    expect(from(head, to)).toMatchObject({ fork, quirks: [] });
  });

  it('when its repository is gone, with a quirk', () => {
    expect(from(null)).toMatchObject({ fork: true, quirks: ['deleted_fork'] });
  });

  it('by name when the repository that sent it has no id', () => {
    const payload = pullRequestPayload(
      { head: { sha, repo: { id: 1, full_name: 'acme/rocket' } }, base: {} },
      { repository: { full_name: 'acme/rocket' } },
    );

    expect(pullRequest(payload).fork).toBe(false);
  });
});
