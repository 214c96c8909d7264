import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { quietLog } from '../../src/app/quiet-log.ts';
import { type Backfills, type StartBackfillsOptions, startBackfills } from '../../src/backfill/start-backfills.ts';
import { withBackfillLease } from '../../src/backfill/with-backfill-lease.ts';
import { createBackfillClient } from '../../src/github/backfill-client.ts';
import { createBackfillOctokit } from '../../src/github/backfill-octokit.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { CisloError } from '../../src/model/error.ts';
import { readBackfill } from '../../src/store/backfill/read-backfill.ts';
import { run } from '../../src/store/database.ts';
import { monthEnd, repositoryDeliveries, webhookEntries } from '../support/backfill.ts';
import { deleteRows } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { fakeRepository } from '../support/fake-repository.ts';
import { type RepositoryApi, serveRepository } from '../support/repository-api.ts';

const deliveries = repositoryDeliveries(1_000);
const fake = fakeRepository(deliveries);
const { id, fullName } = (webhookEntries(deliveries)[0] as LogEntry).repository;
const key = { repositoryId: id, host: 'github.com' };
const added = { action: 'added', installation: { id: 7 }, repositories_added: [{ id, full_name: fullName }] };
const hourMs = 3_600_000;

let place: EmbeddedStore;
let api: RepositoryApi;
let now = monthEnd;
let running: Backfills[] = [];
const lines: string[] = [];
const note = (_: object, message: string): void => {
  lines.push(message);
};

beforeAll(async () => {
  nock.disableNetConnect();
  place = await openEmbeddedStore();
});
beforeEach(async () => {
  await deleteRows(place.store.db, ['observation_log', 'inbox', 'backfills', 'backfill_items', 'leases']);
  api = serveRepository(fake);
  now = monthEnd;
  lines.length = 0;
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
  nock.cleanAll();
});
afterAll(async () => {
  nock.enableNetConnect();
  await place.remove();
});

function start(options: Partial<StartBackfillsOptions> = {}, days = 30): Backfills {
  const octokit = createBackfillOctokit({ type: 'token', token: 't' }, 'https://api.github.com', quietLog());
  const client = createBackfillClient({ octokit, clock: () => now, retries: 0 });
  const backfills = startBackfills({
    store: place.store,
    config: { gheHost: null, hosts: ['github.com'], backfill: { days } },
    clock: () => now,
    log: { debug: note, info: note, warn: note, error: note },
    access: async () => ({ client, installation: null }),
    everyMs: 5,
    paceMs: 0,
    ...options,
  });
  running.push(backfills);
  return backfills;
}

function until(state: object): Promise<void> {
  return vi.waitFor(async () => expect(await readBackfill(place.store.db, key)).toMatchObject(state), {
    timeout: 20_000,
    interval: 10,
  });
}

describe('an installation', () => {
  it('gets its history read in the background', async () => {
    await start().onDelivery('installation_repositories', added);

    await until({ stage: 'done', installationId: 7, webhooksSince: monthEnd, since: monthEnd - 30 * 24 * hourMs });

    expect((await readBackfill(place.store.db, key))?.newFacts).toBeGreaterThan(20);
    await expect.poll(() => lines).toContain('A back-fill is finished');
  });

  it('is looked at once, not when the queue is looked at next', async () => {
    const backfills = start({ everyMs: 3_600_000 });
    // Its first look finds nothing.
    await place.store.ping();
    await new Promise((resolve) => setTimeout(resolve, 50));

    await backfills.onDelivery('installation_repositories', added);

    await until({ stage: 'done' });
  });

  it('does not where that is not wanted', async () => {
    await start({}, 0).onDelivery('installation_repositories', added);

    expect(await readBackfill(place.store.db, key)).toBeNull();
  });

  it('that is told twice is read once', async () => {
    const first = start();
    await first.onDelivery('installation_repositories', added);
    await first.onDelivery('installation_repositories', added);
    await until({ stage: 'done' });

    await expect.poll(() => lines.filter((line) => line === 'A back-fill is finished')).toHaveLength(1);
  });
});

describe('the queue', () => {
  it('survives a stop and goes on where it was', async () => {
    const first = start();
    let stopped: Promise<void> | undefined;
    api.interfere = (path) => {
      if (path.includes('/check-runs')) stopped ??= first.stop();
      return null;
    };
    await first.onDelivery('installation_repositories', added);
    await expect.poll(() => stopped !== undefined).toBe(true);
    await stopped;
    const before = api.requests.length;

    start();
    await until({ stage: 'done' });

    expect(api.requests.slice(before).some((path) => path.includes('/pulls'))).toBe(false);
  });

  it('leaves what another replica works on', async () => {
    await withBackfillLease(
      place.store.db,
      key,
      () => now,
      async () => {
        await start().onDelivery('installation_repositories', added);
        await expect.poll(() => lines.length).toBeGreaterThan(0);
        expect(api.requests).toEqual([]);
      },
    );

    await until({ stage: 'done' });
  });

  it('waits ten minutes when GitHub does not answer', async () => {
    api.interfere = () => [404, {}];
    await start({ access: () => Promise.reject(new CisloError('server_unreachable', 'away')) }).onDelivery(
      'installation_repositories',
      added,
    );
    await until({ error: 'away', stage: 'list_pull_requests' });
    await Promise.all(running.map((one) => one.stop()));
    api.interfere = null;

    start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await readBackfill(place.store.db, key))?.stage).toBe('list_pull_requests');
    now += hourMs / 6;

    await until({ stage: 'done', error: null });
  });

  it('waits a day when GitHub says no', async () => {
    api.interfere = (path) => (path.includes('/pulls') ? [403, { message: 'no' }] : null);
    await start().onDelivery('installation_repositories', added);
    await until({ error: expect.stringContaining('403'), stage: 'list_pull_requests' });
    api.interfere = null;
    now += 24 * hourMs;

    await until({ stage: 'done', error: null });
  });

  it('goes on after something unforeseen', async () => {
    let calls = 0;
    const octokit = createBackfillOctokit({ type: 'token', token: 't' }, 'https://api.github.com', quietLog());
    const client = createBackfillClient({ octokit, clock: () => now, retries: 0 });
    const access = async () => {
      calls += 1;
      if (calls === 1) throw new Error('surprise');
      return { client, installation: null };
    };
    await start({ access }).onDelivery('installation_repositories', added);

    await until({ stage: 'done' });

    expect(lines).toContain('A back-fill failed and will be tried again');
  });
});

describe('a lease', () => {
  it('is renewed now and then, and noticed when it is lost', async () => {
    const { db } = place.store;
    const used = withBackfillLease(
      db,
      key,
      () => now,
      async (mayGoOn) => {
        await mayGoOn();
        now += 20_000;
        await mayGoOn();
        now += 70_000;
        await run(db, `update leases set holder = 'other', expires_at = expires_at + interval '1 day'`);
        await mayGoOn();
      },
    );

    await expect(used).rejects.toMatchObject({
      reason: 'stopped',
      message: expect.stringContaining('another process'),
    });
  });
});
