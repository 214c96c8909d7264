import { describe, expect, it } from 'vitest';
import { toLogEntry } from '../../../src/backfill/log-entry.ts';
import { installedRepositories } from '../../../src/normalize/installed-repositories.ts';
import { headCommitFacts, messageFacts } from '../../../src/normalize/rest/message-facts.ts';
import { pick } from '../../../src/normalize/rest/pick.ts';
import { trimPullRequest } from '../../../src/normalize/rest/pull-request-facts.ts';
import { archivedFacts, branchDeletedFact } from '../../../src/normalize/rest/repository-state.ts';
import type { RestFact } from '../../../src/normalize/rest/rest-fact.ts';
import { entryOf, options, sha } from './fact-entries.ts';

describe('what a commit says', () => {
  const timestamp = '2026-01-02T00:00:00Z';

  it('may be that CI shall not run', () => {
    const [fact] = headCommitFacts({ id: sha, message: 'Fix [skip ci]', timestamp });

    expect(entryOf(fact as RestFact)).toMatchObject({
      guid: `backfill:commit:${sha}:skips_ci`,
      event: 'push',
      sentAt: null,
      observation: { type: 'commit', headSha: sha, fact: 'skips_ci', at: Date.UTC(2026, 0, 2) },
    });
  });

  it('leaves no line otherwise', () => {
    const [fact] = headCommitFacts({ id: sha, message: 'Fix', timestamp });

    expect(entryOf(fact as RestFact)).toBeNull();
  });

  it.each([
    [null, 'Fix', timestamp],
    [sha, null, timestamp],
    [sha, 'Fix', 'never'],
  ])('is nothing without sha, text or time: %s %s %s', (id, message, madeAt) => {
    expect(messageFacts(id, message, madeAt)).toEqual([]);
  });
});

describe('a repository', () => {
  it('that is archived has been so since its last change at the latest', () => {
    const [fact] = archivedFacts({ archived: true, updated_at: '2026-01-02T00:00:00Z' });

    expect(entryOf(fact as RestFact)).toMatchObject({
      guid: 'backfill:repository:archived::2026-01-02T00:00:00.000Z',
      event: 'repository',
      action: 'archived',
      observation: { type: 'repository', fact: 'archived', branch: null, isTimeKnown: true },
    });
  });

  it.each([{ archived: false, updated_at: '2026-01-02T00:00:00Z' }, { archived: true }, {}])(
    'tells nothing otherwise: %j',
    (repository) => {
      expect(archivedFacts(repository)).toEqual([]);
    },
  );

  it('without a name or an id has no lines', () => {
    expect(toLogEntry(branchDeletedFact('topic', 0), { ...options, repository: {} })).toBeNull();
  });
});

describe('a deleted branch', () => {
  it('is told with its time', () => {
    expect(entryOf(branchDeletedFact('topic', Date.UTC(2026, 0, 2)))).toMatchObject({
      guid: 'backfill:repository:branch_deleted:topic:2026-01-02T00:00:00.000Z',
      event: 'delete',
      observation: { fact: 'branch_deleted', branch: 'topic', at: Date.UTC(2026, 0, 2), isTimeKnown: true },
    });
  });
});

describe('what is kept', () => {
  it('can be stored', () => {
    expect(pick({ a: 'x\0y\ud800', b: 1, c: 2 }, ['a', 'b', 'd'])).toEqual({ a: 'x\uFFFDy\uFFFD', b: 1 });
    expect(pick(null, ['a'])).toEqual({});
  });

  it('of a pull request from a fork that is gone says so', () => {
    expect(
      trimPullRequest({
        number: 1,
        head: { ref: 'x', sha, repo: null },
        base: { ref: 'main', repo: { id: 42, full_name: 'octo/repo', size: 1 } },
        draft: true,
        user: { login: 'ann', id: 3 },
      }),
    ).toEqual({
      number: 1,
      draft: true,
      user: { login: 'ann' },
      head: { ref: 'x', sha, repo: null },
      base: { ref: 'main', repo: { id: 42, full_name: 'octo/repo' } },
    });
    expect(trimPullRequest({})).toEqual({ user: null, head: { repo: undefined }, base: { repo: undefined } });
  });
});

describe('an installation', () => {
  const repositories = [
    { id: 1, full_name: 'octo/one' },
    { id: 'x', full_name: 'octo/two' },
    { id: 3, full_name: '../etc' },
    { id: 4 },
    null,
  ];
  const installation = { id: 7, created_at: '2026-01-02T00:00:00Z' };

  it('names its repositories, with webhooks since it was made', () => {
    expect(installedRepositories('installation', { action: 'created', installation, repositories })).toEqual([
      { repositoryId: 1, fullName: 'octo/one', installationId: 7, webhooksSince: Date.UTC(2026, 0, 2) },
    ]);
  });

  it('that grows names the new ones, with webhooks from now on', () => {
    expect(
      installedRepositories('installation_repositories', {
        action: 'added',
        installation,
        repositories_added: repositories,
      }),
    ).toEqual([{ repositoryId: 1, fullName: 'octo/one', installationId: 7, webhooksSince: null }]);
  });

  it.each([
    ['installation', { action: 'deleted', repositories }],
    ['installation_repositories', { action: 'removed', repositories_removed: repositories }],
    ['ping', { zen: 'x' }],
    ['installation', null],
  ])('is nothing else: %s %j', (event, payload) => {
    expect(installedRepositories(event, payload)).toEqual([]);
  });
});
