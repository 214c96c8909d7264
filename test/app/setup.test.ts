import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadEnv } from '../../src/app/load-env.ts';
import { appEvents, appPermissions } from '../../src/app/setup/app-manifest.ts';
import { type SetupParts, setupRoutes } from '../../src/app/setup/setup-routes.tsx';
import { readAssets } from '../../src/web/page/assets.ts';
import { root } from '../house/source-files.ts';
import { memoryLog } from '../support/door-server.ts';
import { webOver } from '../support/web.ts';

let folder: string;
beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-setup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  nock.cleanAll();
});
afterAll(() => nock.enableNetConnect());

const credentials = {
  id: 17,
  pem: '-----BEGIN RSA PRIVATE KEY-----\nab"c\n-----END RSA PRIVATE KEY-----\n',
  webhook_secret: 'the-webhook-secret',
  client_id: 'Iv1.x',
  client_secret: 'the-client-secret',
  html_url: 'https://github.com/apps/cislo-17',
};

const enterprise = { url: 'https://github.example.org', apiUrl: 'https://github.example.org/api/v3' };

function setUp(config: Partial<SetupParts['config']> = {}) {
  const log = memoryLog();
  const routes = setupRoutes({
    assets: readAssets(`${root}assets`),
    config: {
      bindHost: '127.0.0.1',
      dataDir: folder,
      github: { url: 'https://github.com', apiUrl: 'https://api.github.com' },
      webhookPath: '/api/github/webhooks',
      webhookProxyUrl: null,
      ...config,
    },
    log,
    envPath: join(folder, '.env'),
  });
  const web = webOver(routes);
  const get = async (path: string, headers: Readonly<Record<string, string>> = { host: 'localhost:3000' }) => {
    const response = await web.ask(path, { headers });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers) as Readonly<Record<string, string>>,
      body: await response.text(),
    };
  };
  return { log, web, get };
}

function manifestOf(page: string) {
  const value = /name="manifest" value="([^"]*)"/.exec(page)?.[1] ?? '';
  return JSON.parse(value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'));
}

function stateOf(page: string): string {
  return /state=([\w-]+)"/.exec(page)?.[1] ?? '';
}

describe('the set-up page', () => {
  it('has a form that registers an App on GitHub', async () => {
    const { get } = setUp();

    const page = await get('/probot');

    expect(page.status).toBe(200);
    expect(page.body).toMatch(
      /<form action="https:\/\/github.com\/settings\/apps\/new\?state=[\w-]{22}" method="post">/,
    );
    expect(page.headers['content-security-policy']).toMatch(/form-action 'self' https:\/\/github.com(;|$)/);
    expect(manifestOf(page.body)).toMatchObject({
      redirect_url: 'http://localhost:3000/probot/setup',
      hook_attributes: { active: false },
      default_permissions: appPermissions,
      default_events: appEvents,
    });
  });

  it('sends deliveries to the webhook path when GitHub can reach the server', async () => {
    const { get } = setUp();

    const page = await get('/probot', {
      host: 'localhost:3000',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'cislo.example.org',
    });

    expect(manifestOf(page.body)).toMatchObject({
      redirect_url: 'https://cislo.example.org/probot/setup',
      hook_attributes: { url: 'https://cislo.example.org/api/github/webhooks', active: true },
    });
  });

  it('takes another address and an organization', async () => {
    const { get } = setUp();

    const page = await get('/probot?url=https://x.example/&organization=a%22b');

    expect(page.body).toContain('https://github.com/organizations/a%22b/settings/apps/new');
    expect(page.body).toContain('value="a&quot;b"');
    expect(manifestOf(page.body)).toMatchObject({ hook_attributes: { url: 'https://x.example/api/github/webhooks' } });
  });

  it.each(['javascript:alert(1)', 'https://', 'cislo'])('does not take %s for an address', async (url) => {
    const { get } = setUp();

    expect((await get(`/probot?url=${encodeURIComponent(url)}`)).body).toContain('http://localhost:3000');
  });

  it('sends deliveries through the webhook proxy when there is one', async () => {
    const { get } = setUp({ webhookProxyUrl: 'https://smee.io/abc' });

    expect(manifestOf((await get('/probot')).body)).toMatchObject({
      hook_attributes: { url: 'https://smee.io/abc', active: true },
    });
  });

  it('leads to an Enterprise Server', async () => {
    const { get } = setUp({ github: enterprise });

    expect((await get('/probot')).body).toContain('action="https://github.example.org/settings/apps/new');
  });

  it('stands without a host header', async () => {
    expect((await setUp().get('/probot', {})).status).toBe(200);
  });

  it('asks for what app.yml asks for', () => {
    const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'));

    expect(appPermissions).toEqual(manifest.default_permissions);
    expect(appEvents).toEqual(manifest.default_events);
  });

  it('is asked for with GET only', async () => {
    const { web } = setUp();

    expect((await web.ask('/probot', { method: 'POST' })).status).toBe(405);
  });

  it('is not shown under the name of another machine, which a page on the web could give itself', async () => {
    const { get } = setUp();

    expect((await get('/probot', { host: 'rebound.example:3000' })).status).toBe(403);
    expect((await get('/probot/setup?code=c0de', { host: 'rebound.example:3000' })).status).toBe(403);
  });
});

describe('the end of a registration', () => {
  it('writes credentials that the next start reads, and logs none', async () => {
    const { get, log } = setUp();
    nock('https://api.github.com').post('/app-manifests/c0de/conversions').reply(201, credentials);
    writeFileSync(join(folder, '.env'), 'PORT=4000\nAPP_ID=1\n# a comment\n');

    const page = await get(`/probot/setup?code=c0de&state=${stateOf((await get('/probot')).body)}`);

    expect(page.status).toBe(200);
    expect(page.body).toContain('https://github.com/apps/cislo-17/installations/new');
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
    const env = loadEnv({}, join(folder, '.env'));
    expect(env).toMatchObject({ PORT: '4000', APP_ID: '17', WEBHOOK_SECRET: 'the-webhook-secret' });
    expect(readFileSync(join(folder, '.env'), 'utf8')).toContain('# a comment\n');
    expect(JSON.stringify([page.body, log.lines])).not.toMatch(/the-webhook-secret|the-client-secret|PRIVATE KEY/);
  });

  it('on an Enterprise Server asks that one', async () => {
    const { get } = setUp({ github: enterprise });
    nock('https://github.example.org').post('/api/v3/app-manifests/c0de/conversions').reply(201, credentials);

    expect((await get(`/probot/setup?code=c0de&state=${stateOf((await get('/probot')).body)}`)).status).toBe(200);
  });

  it.each(['/probot/setup', '/probot/setup?code='])('needs a code (%s)', async (path) => {
    expect((await setUp().get(path)).status).toBe(400);
  });

  it('that this page did not begin is refused', async () => {
    expect((await setUp().get('/probot/setup?code=c0de&state=other')).status).toBe(403);
  });

  it.each([
    ['GitHub does not know the code', 404, {}, /answered 404/],
    ['the answer lacks the key', 201, { ...credentials, pem: undefined }, /has no pem/],
    ['the answer lacks the id', 201, { ...credentials, id: 'x' }, /has no id/],
  ])('says so when %s', async (_name, status, body, message) => {
    const { get } = setUp();
    nock('https://api.github.com').post('/app-manifests/c0de/conversions').reply(status, body);

    const page = await get(`/probot/setup?code=c0de&state=${stateOf((await get('/probot')).body)}`);

    expect(page.status).toBe(502);
    expect(page.body.replaceAll('&#39;', "'")).toMatch(message);
  });

  it('says so when GitHub is not reachable', async () => {
    const { get } = setUp();
    nock('https://api.github.com').post('/app-manifests/c0de/conversions').replyWithError('no route');

    expect((await get(`/probot/setup?code=c0de&state=${stateOf((await get('/probot')).body)}`)).body).toMatch(
      /does not answer/,
    );
  });
});
