import nock from 'nock';
import { Probot } from 'probot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findOwnApp } from '../../src/app/find-own-app.ts';
import { readDelivery } from '../../src/normalize/read-delivery.ts';
import { appKey } from '../support/github-deliveries.ts';

const now = Date.UTC(2026, 0, 5, 12);
const repository = { id: 7, full_name: 'octo/watched', node_id: 'R_7', html_url: 'https://github.com/octo/watched' };
const ownStatus = {
  sha: 'a'.repeat(40),
  state: 'success',
  context: 'cislo',
  created_at: '2026-01-05T12:00:00Z',
  sender: { login: 'acme-cislo[bot]' },
  repository,
};

async function probot(): Promise<Probot> {
  const instance = new Probot({ appId: 4242, privateKey: appKey, logLevel: 'fatal' });
  await instance.ready();
  return instance;
}

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe('the App that we are', () => {
  test('is nobody without credentials', async () => {
    expect(await findOwnApp(await probot(), { app: null }, () => now)).toBeUndefined();
  });

  test('is known by its id at once, and by its bot once GitHub has told its name', async () => {
    nock('https://api.github.com').get('/app').reply(200, { id: 4242, slug: 'acme-cislo' });

    const own = await findOwnApp(await probot(), { app: { id: 4242, privateKey: appKey } }, () => now);

    expect(own?.id).toBe(4242);
    await expect.poll(() => own?.slug).toBe('acme-cislo');
    const entries = readDelivery(
      { guid: 'one', event: 'status', payload: ownStatus, receivedAt: now },
      { hosts: ['github.com'], ownApp: own },
    );
    expect(entries).toMatchObject([{ observation: null }]);
  });
});
