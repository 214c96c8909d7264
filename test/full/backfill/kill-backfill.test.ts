import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import type { LogEntry } from '../../../src/model/delivery.ts';
import { run } from '../../../src/store/database.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { verifyStore } from '../../../src/verify/verify-store.ts';
import { startWorker } from '../../../src/worker/start-worker.ts';
import { monthEnd, repositoryDeliveries, webhookEntries } from '../../support/backfill.ts';
import { freshDataDir } from '../../support/fresh-data-dir.ts';
import { deploymentOf } from '../../support/generations.ts';
import { createDatabase } from '../../support/postgres.ts';

const deliveryCount = 2_500;
const kills = 8;
const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(new URL('../../support/backfill-process.ts', import.meta.url));
const webhooks = webhookEntries(repositoryDeliveries(deliveryCount));
const clock = () => monthEnd + 40 * 86_400_000;
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = freshDataDir();
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** Exit code of a back-fill in a process of its own; null when it was killed first. */
async function backfillProcess(
  databaseUrl: string | null,
  dataDir: string,
  killAfterMs: number | null,
): Promise<number | null> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, String(deliveryCount), databaseUrl ?? '', dataDir],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise((resolve) => child.stdout.once('data', resolve));
  if (killAfterMs !== null) {
    await Promise.race([ready, ended]);
    await sleep(killAfterMs);
    child.kill('SIGKILL');
  }
  return ended;
}

/** The log and the job runs that are made of it, once everything is folded and settled. */
async function rowsOf(
  store: OpenStore,
): Promise<{ readonly log: readonly object[]; readonly runs: readonly object[] }> {
  const worker = await startWorker({
    store,
    versions: ownVersions,
    offers: deploymentOf(),
    everyMs: 2_000_000_000,
    retentionDays: 400,
    clock,
    log: { info: () => {}, warn: () => {} },
  });
  await worker.drain(120_000);
  const { differences } = await verifyStore({
    store,
    versions: ownVersions,
    clock,
    drain: () => worker.drain(120_000),
  });
  await worker.stop();
  expect(differences).toEqual([]);
  const log = await run<object>(
    store.db,
    `select guid, observation from observation_log where guid like 'backfill:%' order by guid`,
  );
  const runs = await run<object>(store.db, `select * from job_runs where not removed order by id`);
  return { log, runs };
}

async function rowsAt(databaseUrl: string | null, dataDir: string): Promise<Awaited<ReturnType<typeof rowsOf>>> {
  const store = await openStore({ databaseUrl, dataDir });
  try {
    return await rowsOf(store);
  } finally {
    await store.close();
  }
}

describe(`a back-fill that is killed at ${kills} random moments`, () => {
  let undisturbed: Awaited<ReturnType<typeof rowsOf>>;
  let fromWebhooks: Awaited<ReturnType<typeof rowsOf>>;
  let wholeMs: number;

  beforeAll(async () => {
    const folder = await newFolder();
    const startedAt = performance.now();
    expect(await backfillProcess(null, folder, null)).toBe(0);
    wholeMs = Math.min(3_000, performance.now() - startedAt);
    undisturbed = await rowsAt(null, folder);
    const store = await openStore({ databaseUrl: null, dataDir: await newFolder() });
    for (let from = 0; from < webhooks.length; from += 200)
      await store.append(webhooks.slice(from, from + 200) as LogEntry[]);
    fromWebhooks = await rowsOf(store);
    await store.close();
  });

  async function backfillWithKills(databaseUrl: string | null, dataDir: string): Promise<void> {
    for (let kill = 0; kill < kills; kill += 1)
      await backfillProcess(databaseUrl, dataDir, Math.random() * wholeMs * 0.4);
    expect(await backfillProcess(databaseUrl, dataDir, null)).toBe(0);
  }

  it('loses nothing and doubles nothing on the embedded database', async () => {
    const folder = await newFolder();

    await backfillWithKills(null, folder);

    const rows = await rowsAt(null, folder);
    expect(rows).toEqual(undisturbed);
    expect(rows.runs).toEqual(fromWebhooks.runs);
  });

  it('loses nothing and doubles nothing on PostgreSQL, beside the webhooks of the same month', async () => {
    const database = await createDatabase();
    const folder = await newFolder();
    try {
      const store = await openStore({ databaseUrl: database.url, dataDir: folder });
      // Before, between and after.
      await store.append(webhooks.slice(0, 100));
      await backfillProcess(database.url, folder, 300);
      await store.append(webhooks.slice(100, 200));
      await backfillWithKills(database.url, folder);
      for (let from = 200; from < webhooks.length; from += 200) await store.append(webhooks.slice(from, from + 200));
      const { runs } = await rowsOf(store);
      await store.close();

      expect(runs).toEqual(fromWebhooks.runs);
    } finally {
      await database.drop();
    }
  });
});
