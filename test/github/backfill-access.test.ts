import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { quietLog } from '../../src/app/quiet-log.ts';
import { findBackfillAccess } from '../../src/github/backfill-access.ts';
import { createBackfillClient } from '../../src/github/backfill-client.ts';
import { nextPageQuery } from '../../src/github/backfill-next-page.ts';
import { createBackfillOctokit } from '../../src/github/backfill-octokit.ts';
import { appKey } from '../support/github-deliveries.ts';

const { signal } = new AbortController();
const json = { 'content-type': 'application/json' };
const api = 'https://api.github.com';
const app = { id: 1, privateKey: appKey };
const find = (options: object) =>
  findBackfillAccess(
    {
      fullName: 'o/r',
      app: null,
      token: null,
      apiUrl: 'https://api.github.com',
      log: quietLog(),
      clock: Date.now,
      retries: 0,
      ...options,
    },
    signal,
  );
const readAny = (data: unknown): unknown => data;

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe('the way into a repository', () => {
  it('is the installation of the App there', async () => {
    nock(api)
      .get('/repos/o/r/installation')
      .matchHeader('authorization', /^bearer ey/)
      .reply(200, { id: 7, created_at: '2026-01-02T00:00:00Z' }, json);
    nock(api)
      .post('/app/installations/7/access_tokens')
      .reply(
        201,
        { token: 'ghs_x', expires_at: '2099-01-01T00:00:00Z', permissions: {}, repository_selection: 'all' },
        json,
      );
    nock(api).get('/repos/o/r').matchHeader('authorization', 'token ghs_x').reply(200, { id: 42 }, json);

    const { client, installation } = await find({ app, token: 'unused' });

    expect(installation).toEqual({ id: 7, createdAt: Date.UTC(2026, 0, 2) });
    expect(await client.get('/repos/o/r', {}, readAny, signal)).toMatchObject({
      type: 'ok',
      value: { value: { id: 42 }, next: null },
    });
  });

  it('is the token where the App is not installed, or there is none', async () => {
    nock(api).get('/repos/o/r/installation').reply(404, { message: 'Not Found' }, json);
    nock(api).get('/repos/o/r').matchHeader('authorization', 'token t').twice().reply(200, { id: 42 }, json);

    for (const options of [{ app, token: 't' }, { token: 't' }]) {
      const { client, installation } = await find(options);

      expect(installation).toBeNull();
      expect((await client.get('/repos/o/r', {}, readAny, signal)).type).toBe('ok');
    }
  });

  it('is asked for at an Enterprise Server', async () => {
    nock('https://git.example.org').get('/api/v3/repos/o/r').reply(200, { id: 42 }, json);

    const { client } = await find({ token: 't', apiUrl: 'https://git.example.org/api/v3' });

    expect((await client.get('/repos/o/r', {}, readAny, signal)).type).toBe('ok');
  });

  it.each([
    [404, { message: 'Not Found' }, {}, 'not_found', /not installed on o\/r/],
    [401, { message: 'Bad credentials' }, {}, 'bad_settings', /401; check APP_ID/],
    [
      403,
      { message: 'API rate limit exceeded' },
      { 'retry-after': '60' },
      'server_unreachable',
      /rate limit at GitHub is used up until/,
    ],
    [500, { message: 'oops' }, {}, 'server_unreachable', /does not answer \(server_error\)/],
    [200, { id: 'seven' }, {}, 'server_unreachable', /does not answer \(unreadable\)/],
  ])('is not there: %d %j', async (status, body, headers, code, message) => {
    nock(api)
      .get('/repos/o/r/installation')
      .reply(status, body, { ...json, ...headers });

    await expect(find({ app })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('needs credentials', async () => {
    await expect(find({})).rejects.toMatchObject({
      code: 'bad_settings',
      message: expect.stringContaining('GITHUB_TOKEN'),
    });
  });
});

describe('a request', () => {
  const client = (retries: number, timeoutMs = 5_000) =>
    createBackfillClient({
      octokit: createBackfillOctokit({ type: 'token', token: 't' }, 'https://api.github.com', quietLog()),
      clock: Date.now,
      retries,
      timeoutMs,
    });

  it('that meets a server error is tried again by octokit', async () => {
    nock(api).get('/x').reply(502, 'bad', { 'content-type': 'text/html' });
    nock(api).get('/x').reply(200, [1], json);

    expect(await client(1).get('/x', {}, readAny, signal)).toMatchObject({ type: 'ok', value: { value: [1] } });
  });

  it('takes no longer than it may', async () => {
    nock(api).get('/x').delay(2_000).reply(200, [], json);

    expect(await client(0, 50).get('/x', {}, readAny, signal)).toEqual({ type: 'failed', reason: 'timeout' });
  });

  it('carries its query, and tells that of the next page', async () => {
    nock(api)
      .get('/x')
      .query({ per_page: '100', created: 'a..b' })
      .reply(200, [], { ...json, link: '<https://elsewhere.example/y?page=2&per_page=100>; rel="next"' });

    expect(await client(0).get('/x', { per_page: '100', created: 'a..b' }, readAny, signal)).toMatchObject({
      value: { next: { page: '2', per_page: '100' } },
    });
  });
});

describe('the next page', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['<https://api.github.com/x?page=1>; rel="prev"', null],
    ['<not a url>; rel="next"', null],
    [
      '<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?page=3&a=b%20c>; rel=next',
      { page: '3', a: 'b c' },
    ],
  ])('of %j is %j', (link, query) => {
    expect(nextPageQuery(link)).toEqual(query);
  });
});
