import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliveriesFrom, fakeGithub, json, testClient } from '../support/github-deliveries.ts';

const now = Date.UTC(2026, 0, 5, 12);
const { signal } = new AbortController();

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
});

describe('the list', () => {
  it('comes in pages of a hundred with a cursor, asked for as the App', async () => {
    const github = fakeGithub({ pageSize: 2 });
    github.attempts.push(...deliveriesFrom(1, 3, now, 502));
    const client = await testClient();

    const first = await client.list(null, signal);
    const second = await client.list('v1_1', signal);

    expect(first).toMatchObject({
      type: 'ok',
      restUntil: null,
      value: { items: [{ id: '3' }, { id: '2' }], next: 'v1_1' },
    });
    expect(second).toMatchObject({
      type: 'ok',
      value: { items: [{ id: '1', at: now, statusCode: 502, seconds: 0.27, repositoryId: 42 }], next: null },
    });
    expect(github.requests).toEqual([
      '/app/hook/deliveries?per_page=100',
      '/app/hook/deliveries?per_page=100&cursor=v1_1',
    ]);
  });

  it('keeps every digit of ids above 2^53', async () => {
    const github = fakeGithub();
    github.attempts.push({ id: 9_007_199_254_740_993n, guid: 'a', at: now, payload: { id: 1 } });
    const client = await testClient();

    const page = await client.list(null, signal);
    const detail = await client.read('9007199254740993', signal);

    expect(page).toMatchObject({ value: { items: [{ id: '9007199254740993' }] } });
    expect(detail).toMatchObject({ type: 'ok', value: { payload: { id: 1 } } });
  });

  it('leaves out what is no delivery', async () => {
    const github = fakeGithub();
    github.interfere = () =>
      json(200, [
        null,
        {},
        { id: 1, guid: '', delivered_at: '2026-01-05T12:00:00Z', event: 'push' },
        { id: 2, guid: 'g', delivered_at: 'never', event: 'push' },
      ]);
    const client = await testClient();

    expect(await client.list(null, signal)).toMatchObject({ type: 'ok', value: { items: [], next: null } });
  });

  it('is an Enterprise Server’s own, kept for a week', async () => {
    const github = fakeGithub({ api: 'https://git.example.org', prefix: '/api/v3' });
    github.attempts.push(...deliveriesFrom(7, 1, now, 200));
    const client = await testClient({ gheHost: 'git.example.org', appId: 9 });

    expect(await client.list(null, signal)).toMatchObject({ type: 'ok', value: { items: [{ id: '7' }] } });
    expect(client).toMatchObject({ scope: 'git.example.org/9', host: 'git.example.org', retentionMs: 7 * 86_400_000 });
  });
});

describe('a payload', () => {
  it('comes as it was sent, with the host that an Enterprise Server names', async () => {
    fakeGithub().interfere = () =>
      json(200, {
        id: 5,
        request: {
          headers: { 'x-github-enterprise-host': 'git.example.org' },
          payload: { action: 'opened', big: 123456789012345678n, list: [1, null] },
        },
      });
    const client = await testClient();

    expect(await client.read('5', signal)).toEqual({
      type: 'ok',
      restUntil: null,
      value: {
        payload: { action: 'opened', big: 123456789012345680, list: [1, null] },
        enterpriseHost: 'git.example.org',
      },
    });
  });

  it.each([
    ['no request', { id: 1 }],
    ['null', { id: 1, request: null }],
    ['a null payload', { id: 1, request: { headers: null, payload: null } }],
    ['a cut-off payload in text', { id: 1, request: { headers: {}, payload: '{"action":' } }],
  ])('that is %s is none', async (_, body) => {
    fakeGithub().interfere = () => json(200, body);
    const client = await testClient();

    expect(await client.read('1', signal)).toMatchObject({
      type: 'ok',
      value: { payload: null, enterpriseHost: undefined },
    });
  });
});

describe('trouble', () => {
  const rateLimit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 600) };
  it.each([
    ['a server error', json(500, { message: 'oops' }), { type: 'failed', reason: 'server_error' }],
    [
      'bad gateway in HTML',
      { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } },
      { type: 'failed', reason: 'server_error' },
    ],
    ['truncated JSON', { status: 200, body: '[{"id": 1, "guid": "a' }, { type: 'failed', reason: 'unreadable' }],
    ['another shape', json(200, { message: 'hello' }), { type: 'failed', reason: 'unreadable' }],
    ['nothing like it', json(404, { message: 'Not Found' }), { type: 'refused', status: 404 }],
    ['a wrong key', json(401, { message: 'Bad credentials' }), { type: 'refused', status: 401 }],
    ['a refusal that is about something else', json(403, { message: 'Suspended' }), { type: 'refused', status: 403 }],
    [
      'a used-up rate limit',
      json(403, { message: 'API rate limit exceeded' }, rateLimit),
      { type: 'limited', until: now + 601_000 },
    ],
    [
      'a secondary limit',
      json(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '30' }),
      { type: 'limited', until: now + 30_000 },
    ],
    ['too many requests without a time', json(429, { message: 'slow down' }), { type: 'limited', until: now + 60_000 }],
    ['a connection that breaks', null, { type: 'failed', reason: 'network' }],
  ])('%s is told as such', async (_, answer, expected) => {
    if (answer === null) nock('https://api.github.com').persist().get(/./).replyWithError('ECONNRESET');
    else {
      const github = fakeGithub();
      github.setClock(() => now);
      github.interfere = () => answer;
    }
    const client = await testClient({ clock: () => now });

    expect(await client.list(null, signal)).toEqual(expected);
  });

  it('no answer in time is told as such', async () => {
    fakeGithub().interfere = () => ({ ...json(200, []), delayMs: 2_000 });
    const client = await testClient({ timeoutMs: 50 });

    expect(await client.list(null, signal)).toEqual({ type: 'failed', reason: 'timeout' });
  });

  it('a server error is tried again at once', async () => {
    const github = fakeGithub();
    github.interfere = () => (github.requests.length === 1 ? json(500, {}) : null);
    const client = await testClient({ retries: 1 });

    expect(await client.list(null, signal)).toMatchObject({ type: 'ok' });
  });

  it('the last request of the rate limit says how long to rest, by GitHub’s own clock', async () => {
    const github = fakeGithub();
    github.setClock(() => now + 600_000);
    github.interfere = () =>
      json(200, [], { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String((now + 660_000) / 1000) });
    const client = await testClient({ clock: () => now });

    expect(await client.list(null, signal)).toMatchObject({ type: 'ok', restUntil: now + 61_000 });
  });
});
