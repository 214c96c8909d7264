import { describe, expect, it } from 'vitest';
import { noRepositoryId } from '../../src/model/hook-delivery.ts';
import { readDelivery } from '../../src/normalize/read-delivery.ts';
import { at, delivery, hosts, type Json, read, receivedAt, repository, timedGuid } from './support/payloads.ts';

describe('a repository', () => {
  it.each([
    ['deleted', 'deleted'],
    ['archived', 'archived'],
    ['renamed', 'renamed'],
    ['transferred', 'renamed'],
    ['publicized', 'renamed'],
    ['privatized', 'renamed'],
  ])('that is %s is %s from then on', (action, fact) => {
    expect(read('repository', { action, repository }, { guid: timedGuid })).toMatchObject({
      observation: {
        type: 'repository',
        fact,
        branch: null,
        installationId: null,
        at: at('12:00:20.500'),
        isTimeKnown: true,
      },
    });
  });

  it('of which nobody tells when it was deleted was so at the latest when we heard of it', () => {
    expect(read('repository', { action: 'deleted', repository })).toMatchObject({
      observation: { at: receivedAt, isTimeKnown: false },
    });
  });

  it.each([['created'], ['edited'], ['unarchived'], [null]])('that is %s changes nothing', (action) => {
    expect(read('repository', { action, repository })).toMatchObject({ result: 'recorded', observation: null });
  });
});

describe('a branch', () => {
  it.each([
    ['delete', { ref: 'fix/x', ref_type: 'branch' }],
    ['push', { ref: 'refs/heads/fix/x', deleted: true }],
  ])('is deleted by the event %s', (event, payload) => {
    expect(read(event, { ...payload, repository })).toMatchObject({
      observation: { fact: 'branch_deleted', branch: 'fix/x' },
    });
  });

  it.each([
    ['delete', { ref: 'v1', ref_type: 'tag' }],
    ['push', { ref: 'refs/tags/v1', deleted: true }],
  ])('is not a tag: %s of one tells nothing', (event, payload) => {
    expect(read(event, { ...payload, repository })).toMatchObject({ observation: null, quirks: [] });
  });

  it('without a name is recorded with a quirk', () => {
    expect(read('delete', { ref: null, ref_type: 'branch', repository })).toMatchObject({
      observation: null,
      quirks: ['missing_field'],
    });
  });
});

describe('an App that is removed', () => {
  const other = { id: 4712, full_name: 'acme/probe', private: true };
  const lines = (event: string, payload: Json, enterpriseHost?: string) => {
    const read = readDelivery(delivery(event, payload, { enterpriseHost }), { hosts });
    if ('ignored' in read) throw new Error(`ignored: ${read.ignored}`);
    return read;
  };

  it.each([
    ['installation', 'deleted', 'repositories'],
    ['installation', 'suspend', 'repositories'],
    ['installation_repositories', 'removed', 'repositories_removed'],
  ])('by %s %s leaves a line that tells nothing more, and one in each repository it names', (event, action, list) => {
    expect(lines(event, { action, installation: { id: 9 }, [list]: [repository, other] })).toMatchObject([
      { action, repository: { id: noRepositoryId, fullName: '', installationId: 9 }, observation: null },
      {
        action,
        repository: { host: 'github.com', id: 4711, fullName: 'acme/rocket', private: false, installationId: 9 },
        observation: {
          type: 'repository',
          fact: 'app_removed',
          installationId: null,
          at: receivedAt,
          isTimeKnown: false,
        },
      },
      { repository: { id: 4712, fullName: 'acme/probe', private: true } },
    ]);
  });

  it('from an installation whose repositories nobody names leaves one line, which names the installation', () => {
    expect(lines('installation', { action: 'deleted', installation: { id: 9 } })).toMatchObject([
      {
        repository: { id: noRepositoryId, fullName: '', installationId: 9 },
        observation: { fact: 'app_removed', installationId: 9 },
      },
    ]);
  });

  it('leaves one line that tells nothing more where nobody can say which repositories are meant', () => {
    for (const [event, payload] of [
      ['installation', { action: 'deleted', installation: {} }],
      ['installation_repositories', { action: 'removed', installation: { id: 9 }, repositories_removed: 'all' }],
    ] as const) {
      expect(lines(event, payload)).toMatchObject([{ repository: { id: noRepositoryId }, observation: null }]);
    }
  });

  it('on an Enterprise Server is removed there', () => {
    const [line] = lines('installation', { action: 'deleted', installation: { id: 9 } }, 'ghe.example.org');

    expect(line?.repository.host).toBe('ghe.example.org');
  });

  it('on a server without a host is removed on github.com', () => {
    const payload = { action: 'deleted', installation: { id: 9 } };

    expect(readDelivery(delivery('installation', payload), { hosts: [] })).toMatchObject([
      { repository: { host: 'github.com' } },
    ]);
  });

  it('leaves out what is no repository, and knows not of all whether they are private', () => {
    const repositories = [
      { id: 1, full_name: 'a/b', private: 'no' },
      { id: 2 },
      { id: 3, full_name: '' },
      { id: 'x', full_name: 'a/c' },
      7,
    ];

    expect(lines('installation', { action: 'deleted', installation: { id: 9 }, repositories })).toMatchObject([
      { repository: { id: noRepositoryId }, observation: null },
      { repository: { id: 1, private: null } },
    ]);
  });

  it.each([
    ['installation', { action: 'created', installation: { id: 9 } }],
    ['installation_repositories', { action: 'added', installation: { id: 9 }, repositories_added: [other] }],
  ])('is not what %s %j says', (event, payload) => {
    expect(readDelivery(delivery(event, payload), { hosts })).toEqual({ ignored: 'no_repository' });
  });

  it('is not what a body says that is no object', () => {
    expect(readDelivery(delivery('installation', [1]), { hosts })).toEqual({ ignored: 'shape' });
  });
});
