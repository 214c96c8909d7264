import { readdirSync, readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spawnSettleThread } from '../../src/app/settle-thread/spawn-settle-thread.ts';
import { startSettleThread } from '../../src/app/settle-thread/start-settle-thread.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import type { SettleWorker } from '../../src/worker/start-worker.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { entryOf, noon, status } from '../support/entries.ts';

const environment = { WEBHOOK_SECRET: 'it is a secret' };

describe('the thread that folds and settles', () => {
  let embedded: EmbeddedStore;
  let worker: SettleWorker | null;
  let threads: Worker[];
  let warnings: string[];
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
  });
  afterAll(() => embedded.remove());
  beforeEach(async () => {
    await emptyTables(embedded.store.db);
    [worker, threads, warnings] = [null, [], []];
  });
  afterEach(async () => {
    await worker?.stop();
  });

  function start(settings: NodeJS.ProcessEnv = environment, restartAfterMs = 100): Promise<SettleWorker> {
    return startSettleThread({
      store: embedded.store,
      environment: settings,
      everyMs: 3_600_000,
      restartAfterMs,
      log: { info: () => undefined, warn: (_, text) => warnings.push(text) },
      traffic: new SharedArrayBuffer(8),
      spawn: (...basics) => {
        const thread = spawnSettleThread(...basics);
        threads.push(thread);
        return thread;
      },
    });
  }
  async function queuedTotal(): Promise<number> {
    const totals = await embedded.store.read.readTotals(systemViewer);
    return totals.filter(({ name }) => name === 'jobs_queued').reduce((sum, { value }) => sum + value, 0);
  }

  it('folds and settles what was committed before it was asked', async () => {
    worker = await start();
    await embedded.store.append([entryOf(status({ at: noon })), entryOf(status({ at: noon, name: 'other' }))]);

    expect(await worker.drain(60_000)).toBe(true);

    expect(await queuedTotal()).toBe(2);
  });

  it('is replaced when it dies, also in the middle of its work; nothing is lost or doubled', async () => {
    worker = await start();
    await embedded.store.append(
      Array.from({ length: 200 }, (_, index) => entryOf(status({ at: noon, name: `job ${index}` }))),
    );

    const drained = worker.drain();
    await threads[0]?.terminate();
    expect(await drained).toBe(false);
    expect(await worker.drain()).toBe(false);
    await expect.poll(() => worker?.drain(), { interval: 100 }).toBe(true);

    expect(await queuedTotal()).toBe(200);
    expect(threads).toHaveLength(2);
    expect(warnings).toEqual(['the thread that folds and settles ended and is started again']);
  });

  it.runIf(process.platform === 'linux')('lets the others of this machine go first', async () => {
    const niceValues = (): readonly number[] =>
      readdirSync('/proc/self/task').map((task) =>
        Number(readFileSync(`/proc/self/task/${task}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]),
      );
    const before = niceValues().filter((nice) => nice >= 10).length;

    worker = await start();

    expect(niceValues().filter((nice) => nice >= 10)).toHaveLength(before + 1);
  });

  it('tells why it cannot start', async () => {
    await expect(start({ ...environment, CISLO_SLO_DIR: '/nowhere' })).rejects.toMatchObject({ code: 'bad_settings' });
  });

  it('is not started again when it could not start', async () => {
    await start({ ...environment, CISLO_SLO_DIR: '/nowhere' }, 0).catch(() => undefined);
    await threads[0]?.terminate();
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(threads).toHaveLength(1);
  });

  it('stops although it has died', async () => {
    worker = await start(environment, 3_600_000);
    await threads[0]?.terminate();

    await worker.stop();
    worker = null;

    expect(threads).toHaveLength(1);
  });
});
