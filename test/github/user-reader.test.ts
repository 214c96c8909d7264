import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietLog } from '../../src/app/quiet-log.ts';
import { createUserReader } from '../../src/github/user-reader.ts';

const api = 'https://api.github.com';
const reader = () => createUserReader('token', api, quietLog());

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

describe('a person', () => {
  it('has an id and a login', async () => {
    nock(api, { reqheaders: { authorization: 'token token' } })
      .get('/user')
      .reply(200, { id: 7, login: 'octocat' });

    expect(await reader().readUser()).toEqual({ id: 7, login: 'octocat' });
  });

  it.each([[{ id: '7', login: 'octocat' }], [{ id: 7 }], [{ id: 7, login: '' }]])('is not %j', async (body) => {
    nock(api).get('/user').reply(200, body);

    await expect(reader().readUser()).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it('is nobody when the token holds no more', async () => {
    nock(api).get('/user').reply(401, { message: 'Bad credentials' });

    expect(await reader().readUser()).toBeNull();
  });
});

describe('the repositories of a person', () => {
  it('are those of all installations that are not suspended, page by page', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ id: index + 1, full_name: `o/r${index}` }));
    nock(api)
      .get('/user/installations?per_page=100&page=1')
      .reply(200, { installations: [{ id: 1 }, { id: 2, suspended_at: '2026-01-01T00:00:00Z' }, null] })
      .get('/user/installations/1/repositories?per_page=100&page=1')
      .reply(200, { repositories: many })
      .get('/user/installations/1/repositories?per_page=100&page=2')
      .reply(200, { repositories: [{ id: 101, full_name: 'o/last' }, { id: 'x' }, null] });

    const found = await reader().readRepositories();

    expect(found).toHaveLength(101);
    expect(found?.at(-1)).toEqual({ id: 101, fullName: 'o/last' });
  });

  it('are unknown when GitHub answers with something else', async () => {
    nock(api).get('/user/installations?per_page=100&page=1').reply(200, { installations: 'none' });

    await expect(reader().readRepositories()).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it.each([1, 2])('are null when the token ends at question %i', async (at) => {
    nock(api)
      .get('/user/installations?per_page=100&page=1')
      .reply(at === 1 ? 401 : 200, { installations: [{ id: 1 }] })
      .get('/user/installations/1/repositories?per_page=100&page=1')
      .reply(401, {});

    expect(await reader().readRepositories()).toBeNull();
  });

  it('are asked for again later when GitHub refuses', async () => {
    nock(api).get('/user/installations?per_page=100&page=1').reply(403, { message: 'no' });

    await expect(reader().readRepositories()).rejects.toThrow(/could not say what you may see \(403\)/);
  });
});
