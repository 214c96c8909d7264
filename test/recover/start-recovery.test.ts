import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryClient, DeliveryPage } from '../../src/github/delivery-client.ts';
import type { GithubAnswer } from '../../src/github/github-answer.ts';
import { startRecovery } from '../../src/recover/start-recovery.ts';
import { run } from '../../src/store/database.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { memoryLog } from '../support/door-server.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';

let dataDir: string;
let store: OpenStore;
beforeAll(async () => {
  dataDir = freshDataDir();
  store = await openStore({ databaseUrl: null, dataDir });
});
beforeEach(async () => {
  await emptyTables(store.db);
  await run(store.db, `delete from state where key like 'recovery:%'`);
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const empty: GithubAnswer<DeliveryPage> = { type: 'ok', value: { items: [], next: null }, restUntil: null };

/** A client whose list gives these answers in turn, the last one for ever. */
function clientOf(...answers: readonly (GithubAnswer<DeliveryPage> | Error)[]) {
  let asked = 0;
  const client: DeliveryClient = {
    scope: 'github.com/1',
    host: 'github.com',
    retentionMs: 3 * 86_400_000,
    async list() {
      const answer = answers[Math.min(asked, answers.length - 1)] as GithubAnswer<DeliveryPage> | Error;
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    read: async () => ({ type: 'failed', reason: 'network' }),
  };
  return { client, asked: () => asked };
}

function start(client: DeliveryClient, pull = false) {
  const log = memoryLog();
  const recovery = startRecovery({
    client,
    store,
    config: { pull, retention: { days: 30 } },
    clock: Date.now,
    log,
    ingest: async () => 'stored',
    everyMs: 1,
  });
  return {
    recovery,
    log,
    said: () => log.lines.filter(({ level }) => level !== 'debug').map(({ level, message }) => `${level}: ${message}`),
  };
}

describe('recovery in the background', () => {
  it('reads the list at once and again, until it is stopped', async () => {
    const { client, asked } = clientOf(empty);
    const { recovery, said } = start(client);

    await expect.poll(asked).toBeGreaterThan(2);
    await recovery.stop();
    const before = asked();
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(asked()).toBe(before);
    expect(said()).toEqual([]);
  });

  it('says once that the list cannot be read and once that it can again', async () => {
    const failed = { type: 'failed', reason: 'server_error' } as const;
    const { client, asked } = clientOf(failed, failed, failed, { type: 'refused', status: 401 }, empty);
    const { recovery, said } = start(client);

    await expect.poll(asked).toBeGreaterThan(6);
    await recovery.stop();

    expect(said()).toEqual([
      "warn: GitHub's list of deliveries cannot be read and will be tried again; check APP_ID and the private key if this stays",
      "info: GitHub's list of deliveries can be read again",
    ]);
  });

  it('survives what it does not expect', async () => {
    const { client, asked } = clientOf(new Error('a bug'), new Error('a bug'), empty);
    const { recovery, said } = start(client);

    await expect.poll(asked).toBeGreaterThan(3);
    await recovery.stop();

    expect(said()).toEqual([
      'warn: Recovery of missed deliveries failed and will be tried again',
      "info: GitHub's list of deliveries can be read again",
    ]);
  });

  it('says until when GitHub’s rate limit lasts and asks nothing before', async () => {
    const until = Date.now() + 60_000;
    const { client, asked } = clientOf({ type: 'limited', until });
    const { recovery, log } = start(client);

    await expect.poll(() => log.lines.filter(({ message }) => message.startsWith('Read')).length).toBeGreaterThan(1);
    await recovery.stop();

    expect(asked()).toBe(1);
    expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        fields: { until: new Date(until).toISOString() },
        message: "GitHub's rate limit is used up; recovery goes on after it",
      },
    ]);
  });

  it('tells what it fetched', async () => {
    const item = {
      id: '1',
      guid: 'g',
      at: Date.now() - 3_600_000,
      redelivery: false,
      seconds: 1,
      statusCode: 502,
      event: 'push',
      action: null,
      repositoryId: 7,
    };
    const { client } = clientOf({ ...empty, value: { items: [item], next: null } });
    const { recovery, log, said } = start({
      ...client,
      read: async () => ({ type: 'ok', restUntil: null, value: { payload: {}, enterpriseHost: undefined } }),
    });

    await expect.poll(said).toEqual(['info: Fetched missed deliveries from GitHub']);
    await recovery.stop();

    expect(log.lines.find(({ level }) => level === 'info')?.fields).toEqual({
      listed: 1,
      recovered: 1,
      lost: 0,
      postponed: 0,
    });
  });

  it('stops although a request is under way', async () => {
    const { client } = clientOf(empty);
    let asked = false;
    const { recovery, said } = start({
      ...client,
      list: (_, signal) =>
        new Promise((resolve) => {
          asked = true;
          signal.addEventListener('abort', () => resolve({ type: 'failed', reason: 'network' }));
        }),
    });

    await expect.poll(() => asked).toBe(true);
    await recovery.stop();

    expect(said()).toEqual([]);
  });
});
