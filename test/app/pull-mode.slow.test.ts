import { rmSync } from 'node:fs';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quietLog } from '../../src/app/quiet-log.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { pullRequestBody, secret, send, signedHeaders } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { appKey, deliveriesFrom, fakeGithub, json } from '../support/github-deliveries.ts';

let dataDir: string;
let server: RunningServer;
const credentials = { APP_ID: '1', PRIVATE_KEY: appKey };

vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
  dataDir = freshDataDir();
});
afterEach(async () => {
  await server.stop();
  nock.cleanAll();
  nock.enableNetConnect();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(env: Readonly<Record<string, string>>): Promise<void> {
  const config = readConfig({ PORT: '0', CISLO_DATA_DIR: dataDir, ...credentials, ...env }, configFiles);
  server = await startServer({ config, log: quietLog(() => {}) });
}

const get = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  (await fetch(server.url + path)).json() as never;
const metrics = async () => {
  await server.app.drain(60_000);
  return (await fetch(`${server.url}/metrics`)).text();
};
const pullRequests = async () => {
  const { items } = await get('/api/revisions');
  return (items as readonly { readonly pull_request: number }[]).map((row) => row.pull_request).sort();
};

describe('pull mode', () => {
  it('shows what GitHub lists, with no webhook secret and no delivery at the door', async () => {
    fakeGithub({ pageSize: 2 }).attempts.push(...deliveriesFrom(1, 5, Date.now() - 3_600_000, 0));
    await start({ CISLO_PULL: 'true' });

    await expect.poll(pullRequests).toEqual([1, 2, 3, 4, 5]);

    const body = pullRequestBody(9);
    expect((await send(`${server.url}/api/github/webhooks`, body, signedHeaders(body))).status).toBe(503);
    expect(await metrics()).toMatch(/^cislo_webhook_recovery_total\{result="recovered"\} 5$/m);
    expect(await metrics()).toMatch(/^cislo_webhook_missed_total 0$/m);
    expect(await metrics()).not.toMatch(/^cislo_webhook_acceptance_ratio \d/m);
    expect(await get('/api/verify')).toMatchObject({ differences: [] });
  });
});

describe('a server with credentials', () => {
  it('recovers what was missed while it was away and says how much of all was accepted', async () => {
    const github = fakeGithub();
    const at = Date.now() - 3_600_000;
    const [failed, arrived] = [deliveriesFrom(1, 1, at, 502), deliveriesFrom(2, 3, at, 200)];
    await start({ WEBHOOK_SECRET: secret });
    for (const { guid, id } of arrived) {
      const body = pullRequestBody(Number(id));
      await send(`${server.url}/api/github/webhooks`, body, signedHeaders(body, { 'x-github-delivery': guid }));
    }
    await server.stop();
    github.attempts.push(...failed, ...arrived);

    await start({ WEBHOOK_SECRET: secret });
    await expect.poll(pullRequests).toEqual([1, 2, 3, 4]);

    const text = await metrics();
    expect(text).toMatch(/^cislo_webhook_missed_total 1$/m);
    expect(text).toMatch(/^cislo_webhook_acceptance_ratio 0.75$/m);
    expect(text).toMatch(/^cislo_slo_sli_ratio\{slo="webhook-acceptance"\} 0.75$/m);
    expect(github.details()).toEqual(['/app/hook/deliveries/1']);
    expect(await get('/api/verify')).toMatchObject({ differences: [] });
  });

  it('is ready and takes deliveries while GitHub’s API answers nothing of use', async () => {
    const github = fakeGithub();
    github.interfere = () => json(401, { message: 'Bad credentials' });
    await start({ WEBHOOK_SECRET: secret });
    await expect.poll(() => github.requests).not.toEqual([]);

    const body = pullRequestBody(3);
    const sent = await send(`${server.url}/api/github/webhooks`, body, signedHeaders(body));

    expect(sent.status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
