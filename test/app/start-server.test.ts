import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { pullRequestBody, send, signedHeaders } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';

describe('a server on loopback without a GitHub App', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);

  it('shows in an answer that may wait what was acknowledged before', async () => {
    const body = pullRequestBody(3);
    expect(await send(server.doorUrl, body, signedHeaders(body))).toMatchObject({
      status: 200,
      json: { result: 'stored' },
    });

    const revisions = await (await get('/api/revisions?wait=30')).json();
    const metrics = await (await get('/metrics?wait=30')).text();

    expect(revisions).toMatchObject({
      behind: 0,
      items: [{ repository: 'octo/hello', pull_request: 3, action: 'opened' }],
    });
    expect(metrics).toMatch(/^cislo_revisions_total\{action="opened"\} 1$/m);
    expect(metrics).toMatch(/cislo_webhook_deliveries_total\{event="pull_request",result="stored"\} 1/);
  });

  it('verifies itself', async () => {
    expect(await (await get('/api/verify')).json()).toMatchObject({ differences: [] });
  });

  it.each([
    ['/', 200, /text\/html/],
    ['/probot', 200, /text\/html/],
    ['/metrics', 200, /text\/plain/],
    ['/healthz', 200, /json/],
    ['/readyz', 200, /json/],
    ['/api/slos', 200, /json/],
    ['/api/openapi.json', 200, /json/],
    ['/nothing/here', 404, /json/],
    ['/%zz', 400, /json/],
  ])('answers GET and HEAD of %s with %i', async (path, status, type) => {
    const got = await get(path);
    const head = await get(path, { method: 'HEAD' });

    expect([got.status, head.status]).toEqual([status, status]);
    expect(got.headers.get('content-type')).toMatch(type);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await head.text()).toBe('');
    expect(await got.text()).not.toMatch(/at .*\.ts:/);
  });

  it.each(['/healthz', '/metrics', '/api/verify'])('answers POST to %s with 405', async (path) => {
    expect((await get(path, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('refuses a body over 1 MiB elsewhere than at the door', async () => {
    expect((await get('/api/slos', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(400);
  });

  it.each([
    ['a Host header that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n', 400],
    ['a Host header of another machine', 'GET /api/slos HTTP/1.1\r\nHost: rebound.example\r\n', 403],
    ['no Host header, as HTTP/1.0 allows', 'GET /api/slos HTTP/1.0\r\n', 200],
    ['an address with a host in it', 'GET http://localhost/api/slos HTTP/1.1\r\nHost: localhost\r\n', 200],
    ['a method that has no route, and no body', 'POST /api/runs HTTP/1.1\r\nHost: localhost\r\n', 405],
    ['the same below the pages', 'PUT / HTTP/1.1\r\nHost: localhost\r\n', 405],
    [
      'the same without a length',
      'POST /api/runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n',
      405,
      '1\r\nx\r\n0\r\n\r\n',
    ],
  ])('answers a request with %s', async (_name, head, status, body = '') => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`${head}Connection: close\r\n\r\n${body}`);

    const answer = await text(socket);

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/json');
  });

  it('does not start twice on one port', async () => {
    await expect(startTestServer({ PORT: String(server.port) })).rejects.toThrow(/port \d+: EADDRINUSE; set PORT/);
  });

  it('has logged nothing as an error', () => {
    expect(server.errors).toEqual([]);
  });
});

describe('a server that others can reach', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ HOST: '0.0.0.0', CISLO_METRICS_TOKEN: 'a-token-for-metrics' });
  });
  afterAll(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { headers });

  it.each(['/', '/api/slos', '/api/runs', '/api/verify', '/api/openapi.json'])(
    'keeps %s closed and says how to open it',
    async (path) => {
      const response = await get(path);

      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ hint: expect.stringMatching(/CISLO_PUBLIC|HOST=127/) });
    },
  );

  it('gives the metrics to whoever has the token', async () => {
    const statuses = await Promise.all(
      ['', 'Bearer', 'Bearer wrong', 'Basic a-token-for-metrics', 'Bearer a-token-for-metrics'].map(
        async (authorization) => (await get('/metrics', { authorization })).status,
      ),
    );

    expect(statuses).toEqual([401, 401, 401, 401, 200]);
  });

  it('lets only the holder of the key in its file set it up', async () => {
    const { readFileSync, statSync } = await import('node:fs');
    const path = `${server.dataDir}/setup-key`;
    const key = readFileSync(path, 'utf8').trim();

    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await get('/probot')).status).toBe(403);
    expect((await get('/probot?key=wrong')).status).toBe(403);
    expect((await get(`/probot?key=${key}`)).status).toBe(200);
  });

  it('still takes deliveries and tells its health', async () => {
    const body = pullRequestBody();

    expect((await send(`http://127.0.0.1:${server.port}/api/github/webhooks`, body, signedHeaders(body))).status).toBe(
      200,
    );
    expect((await get('/readyz')).status).toBe(200);
  });
});

describe('a public server', () => {
  it('shows its page to everybody', async () => {
    const server = await startTestServer({ HOST: '0.0.0.0', CISLO_PUBLIC: 'true' });

    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
    await server.stop();
  });
});

describe('stopping', () => {
  it('answers what was under way, then closes the door', async () => {
    const server = await startTestServer();
    const sent = Array.from({ length: 200 }, (_, index) => {
      const body = pullRequestBody(index + 1);
      return send(server.doorUrl, body, signedHeaders(body)).then(
        (reply) => reply.status,
        () => 0,
      );
    });
    await Promise.race(sent);

    await server.stop();

    // 0: the connection was refused, so nothing was promised.
    expect(new Set(await Promise.all(sent))).not.toContain(500);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it('keeps what it acknowledged', async () => {
    const { rmSync } = await import('node:fs');
    const dataDir = freshDataDir();
    const first = await startTestServer({ CISLO_DATA_DIR: dataDir });
    const body = pullRequestBody(9);
    await send(first.doorUrl, body, signedHeaders(body));
    await first.stop();

    const second = await startTestServer({ CISLO_DATA_DIR: dataDir });
    const revisions = await (await fetch(`${second.url}/api/revisions?wait=30`)).json();

    expect(revisions).toMatchObject({ items: [{ pull_request: 9 }] });
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
