import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import { readAlertStates } from '../../src/store/alerts/read-alert-states.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import { parse } from '../store/distribution/parse-tree.ts';
import { readLevels, readsDistributed } from '../store/distribution/query-level.ts';
import { readSchema } from '../store/distribution/schema.ts';
import { openDistributedStore } from '../support/distributed-store.ts';
import { day, entryOf, noon, status } from '../support/entries.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { deploymentOf } from '../support/generations.ts';
import { recordStatements } from '../support/record-statements.ts';

const schema = readSchema();

describe('a worker that has nothing to do', () => {
  const dataDir = freshDataDir();
  let store: OpenStore;
  beforeAll(async () => {
    store = await openDistributedStore({ databaseUrl: null, dataDir });
  });
  afterAll(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('asks its queues, and no table that may lie on many servers', async () => {
    const now = noon;
    const worker = await startWorker({
      store: { db: store.db, embedded: false },
      versions: ownVersions,
      offers: deploymentOf(),
      everyMs: 10,
      retentionDays: 90,
      clock: () => now,
      log: { info: () => undefined, warn: () => undefined },
      labels: { repositories: 2, providers: 2 },
    });
    // A build that is judged in 12 hours: it waits, and costs nothing meanwhile.
    await store.append([entryOf(status({ at: noon - day / 24, phase: 'started' }))]);
    await worker.drain(60_000);
    // The evaluation of alerts, which follows once a minute, and no minute passes here.
    await expect.poll(async () => (await readAlertStates(store.db)).length, { timeout: 30_000 }).toBeGreaterThan(0);
    // The choice of labels after work, and the first look at the generations.
    await new Promise((resolve) => setTimeout(resolve, 300));

    const recording = recordStatements();
    await expect.poll(() => recording.statements.length, { timeout: 30_000 }).toBeGreaterThan(100);
    recording.stop();
    await worker.stop();

    const spread = recording.statements.filter(({ text }) =>
      parse(text).some(({ type, fields }) => {
        const level = readLevels(type, fields);
        return level !== null && readsDistributed(level, schema);
      }),
    );
    expect(spread).toEqual([]);
  });
});
