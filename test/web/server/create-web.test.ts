import { gunzipSync } from 'node:zlib';
import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { CisloError } from '../../../src/model/error.ts';
import type { AccessRule } from '../../../src/web/route/access-rule.ts';
import { anyQuery } from '../../../src/web/route/define-route.ts';
import type { BoundRoute } from '../../../src/web/route/route.ts';
import type { RouteAnswer } from '../../../src/web/route/route-answer.ts';
import { streamJson } from '../../../src/web/route/stream-json.ts';
import { webOver } from '../../support/web.ts';

const json: RouteAnswer = { type: 'json', schema: z.object({ text: z.string() }), fresh: null };

function route(more: Partial<BoundRoute>): BoundRoute {
  return {
    method: 'GET',
    path: '/thing',
    operationId: 'thing',
    summary: 'A thing',
    access: 'open',
    params: z.object({}),
    query: anyQuery,
    body: null,
    answer: json,
    handle: async () => ({ text: 'a' }),
    ...more,
  };
}

describe('a request', () => {
  it('reaches its route with parameters, query and body that were parsed', async () => {
    const { ask } = webOver([
      route({
        method: 'POST',
        path: '/things/{id}',
        params: z.object({ id: z.string() }),
        query: z.strictObject({ many: z.string().transform(Number) }),
        body: z.object({ name: z.string() }),
        handle: async ({ params, query, body }) => ({ params, query, body }),
      }),
    ]);

    const response = await ask('/things/a%20b?many=3', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Ž","more":1}',
    });

    expect(await response.json()).toEqual({ params: { id: 'a b' }, query: { many: 3 }, body: { name: 'Ž' } });
  });

  it('with a body of another shape is answered 400 and told the part', async () => {
    const { ask } = webOver([route({ method: 'POST', body: z.object({ name: z.string() }) })]);

    const response = await ask('/thing', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":1}',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ parameter: 'name' });
  });

  it('for a path that is no UTF-8 is answered 400', async () => {
    expect((await webOver([route({})]).ask('/%zz')).status).toBe(400);
  });

  it('with a body over 1 MiB is answered 400', async () => {
    const response = await webOver([route({})]).ask('/thing', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });

    expect(response.status).toBe(400);
  });
});

describe('what no route answers', () => {
  it('is 405 with the methods that the path has', async () => {
    const response = await webOver([route({}), route({ method: 'PUT' })]).ask('/thing', { method: 'DELETE' });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, PUT');
  });

  it('is 404 with the paths of the API below /api/, and with a hint elsewhere', async () => {
    const { ask } = webOver([route({ path: '/api/thing' })]);

    expect(await (await ask('/api/other')).json()).toMatchObject({ allowed: ['/api/thing'] });
    expect(await (await ask('/other')).json()).toMatchObject({ hint: expect.stringContaining('/api/openapi.json') });
  });

  it.each(['/nothing', '/closed'])('is not told on a closed server (%s)', async (path) => {
    const access = {
      bindHost: '0.0.0.0',
      metricsToken: null,
      eventsToken: null,
      everyone: null,
      signIn: false,
      proxies: 0,
    };
    const { ask } = webOver([route({ path: '/closed', access: 'private' })], { access });

    expect((await ask(path, { method: 'POST' })).status).toBe(403);
  });
});

describe('a handler that fails', () => {
  it.each([
    ['by a bug of ours', new Error('the inner reason'), true, 500],
    ['while the database is away', new Error('the inner reason'), false, 503],
    ['because the database is known to be away', new CisloError('database_unreachable', 'the inner reason'), true, 503],
    ['with an error that no request can cause', new CisloError('migration_failed', 'the inner reason'), true, 500],
  ])('%s is answered without its reason, which is logged', async (_name, error, databaseAnswers, status) => {
    const { ask, log } = webOver([route({ handle: () => Promise.reject(error) })], {
      ping: () => (databaseAnswers ? Promise.resolve() : Promise.reject(new Error('away'))),
    });

    const response = await ask('/thing');

    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('inner');
    expect(log.lines).toEqual([
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ err: error }) }),
    ]);
  });

  it.each([
    ['bad_request', 400],
    ['not_found', 404],
  ] as const)('with %s is answered with its reason', async (code, status) => {
    const { ask } = webOver([route({ handle: () => Promise.reject(new CisloError(code, 'the reason')) })]);

    const response = await ask('/thing');

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: 'the reason' });
  });
});

describe('an answer', () => {
  const long = 'word '.repeat(1000);
  const file: Partial<BoundRoute> = {
    answer: { type: 'file' },
    handle: async () => new Response(long, { headers: { 'content-type': 'text/css; charset=utf-8' } }),
  };

  it('to HEAD has the headers of GET and no body', async () => {
    const { ask } = webOver([route({})]);

    const [got, head] = [await ask('/thing'), await ask('/thing', { method: 'HEAD' })];

    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(got.headers));
    expect(head.headers.get('content-length')).toBe('13');
    expect(await head.text()).toBe('');
  });

  it('is compressed for who takes it, with a weak ETag that answers 304 to either form', async () => {
    const { ask } = webOver([route(file)]);

    const plain = await ask('/thing');
    const packed = await ask('/thing', { headers: { 'accept-encoding': 'gzip' } });
    const tag = plain.headers.get('etag') ?? '';
    const [again, againPacked] = [
      await ask('/thing', { headers: { 'if-none-match': tag } }),
      await ask('/thing', {
        headers: { 'if-none-match': packed.headers.get('etag') ?? '', 'accept-encoding': 'gzip' },
      }),
    ];

    expect(tag).toMatch(/^"[0-9a-f]+"$/);
    expect(packed.headers.get('etag')).toBe(`W/${tag}`);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect([plain, packed].map(({ headers }) => headers.get('vary'))).toEqual(['Accept-Encoding', 'Accept-Encoding']);
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(long);
    expect([again.status, againPacked.status]).toEqual([304, 304]);
  });

  it('that is short, or text for machines, is not compressed', async () => {
    const { ask } = webOver([
      route({}),
      route({ path: '/text', answer: { type: 'text' }, handle: async () => new Response(long) }),
    ]);
    const headers = { 'accept-encoding': 'gzip' };

    const answers = [await ask('/thing', { headers }), await ask('/text', { headers })];

    expect(answers.map((answer) => answer.headers.get('content-encoding'))).toEqual([null, null]);
  });

  it('that is long is sent while it is written', async () => {
    let written = 0;
    const items = Array.from({ length: 1000 }, (_, id) => ({
      toJSON: () => {
        written += 1;
        return { id };
      },
    }));
    const { ask } = webOver([
      route({
        answer: { type: 'json-stream', schema: z.looseObject({}) },
        handle: async () => streamJson(200, { checked: 7, items, none: [], missing: undefined }),
      }),
    ]);

    const response = await ask('/thing');
    const before = written;
    const value = JSON.parse(await response.text());

    expect(before).toBeLessThan(1000);
    expect(value).toEqual({
      checked: 7,
      items: Array.from({ length: 1000 }, (_, id) => ({ id })),
      none: [],
      missing: null,
    });
  });

  it('of an empty object is one', async () => {
    expect(await streamJson(200, {}).json()).toEqual({});
  });

  it('for a browser loads nothing from elsewhere and cannot be framed', async () => {
    const html = async () => new Response('<p>', { headers: { 'content-type': 'text/html' } });
    const { ask } = webOver([
      route({ answer: { type: 'html', formOrigins: [] }, handle: html }),
      route({ path: '/form', answer: { type: 'html', formOrigins: ['https://github.com'] }, handle: html }),
    ]);

    const [plain, form] = [await ask('/thing'), await ask('/form')];

    expect(plain.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(form.headers.get('content-security-policy')).toContain("form-action 'self' https://github.com;");
    expect(plain.headers.get('x-frame-options')).toBe('DENY');
    expect(plain.headers.get('referrer-policy')).toBe('same-origin');
    expect(plain.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('access', () => {
  it.each<AccessRule>(['public', 'private', 'local', 'token'])(
    'by the rule %s is decided before parameters are looked at',
    async (access) => {
      const server = {
        bindHost: '0.0.0.0',
        metricsToken: 'token',
        eventsToken: null,
        everyone: null,
        signIn: false,
        proxies: 0,
      };
      const { ask } = webOver([route({ access, query: z.strictObject({}) })], { access: server });

      const response = await ask('/thing?unknown=1');

      expect(response.status).toBe(access === 'token' ? 401 : 403);
      expect(response.headers.get('www-authenticate')).toBe(access === 'token' ? 'Bearer realm="metrics"' : null);
    },
  );
});
