import { rmSync } from 'node:fs';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quietLog } from '../../src/app/quiet-log.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { readBackfill } from '../../src/store/backfill/read-backfill.ts';
import { run } from '../../src/store/database.ts';
import { repositoryDeliveries } from '../support/backfill.ts';
import { secret, send, signedHeaders } from '../support/door-server.ts';
import { fakeRepository } from '../support/fake-repository.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { appKey } from '../support/github-deliveries.ts';
import { type RepositoryApi, serveRepository } from '../support/repository-api.ts';

const fake = fakeRepository(repositoryDeliveries(1_000));
const { id, full_name: fullName } = fake.repository as { readonly id: number; readonly full_name: string };
const installed = JSON.stringify({
  action: 'added',
  installation: { id: 7 },
  repositories_added: [{ id, full_name: fullName }],
});
let dataDir: string;
let server: RunningServer;
let api: RepositoryApi;

beforeEach(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
  api = serveRepository(fake);
  dataDir = freshDataDir();
});
afterEach(async () => {
  await server.stop();
  nock.cleanAll();
  nock.enableNetConnect();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(days: string): Promise<void> {
  const env = {
    PORT: '0',
    CISLO_DATA_DIR: dataDir,
    APP_ID: '1',
    PRIVATE_KEY: appKey,
    WEBHOOK_SECRET: secret,
    CISLO_BACKFILL_DAYS: days,
  };
  server = await startServer({ config: readConfig(env, configFiles), log: quietLog(() => {}) });
}

async function install(): Promise<number> {
  const body = Buffer.from(installed);
  const headers = signedHeaders(body, { 'x-github-event': 'installation_repositories' });
  return (await send(`${server.url}/api/github/webhooks`, body, headers)).status;
}

describe('an installation on a repository', () => {
  it('is queued before it is answered, and its history is read', async () => {
    await start('30');

    const status = await install();
    const queued = await readBackfill(server.app.store.db, { repositoryId: id, host: 'github.com' });

    expect(status).toBe(202);
    expect(queued).toMatchObject({ fullName, installationId: 7 });
    await vi.waitFor(() => expect(api.requests.some((path) => path.includes('/installation'))).toBe(true), 60_000);
  });

  it('that cannot be queued is left to GitHub', async () => {
    await start('30');
    await run(server.app.store.db, `drop table backfills`);

    expect(await install()).toBe(503);
  });

  it('is only accepted when no history is wanted', async () => {
    await start('0');

    expect(await install()).toBe(202);
    expect(await readBackfill(server.app.store.db, { repositoryId: id, host: 'github.com' })).toBeNull();
  });
});
