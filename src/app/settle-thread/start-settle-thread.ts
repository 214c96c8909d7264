import type { Worker } from 'node:worker_threads';
import { CisloError } from '../../model/error.ts';
import type { OpenStore } from '../../store/open-store.ts';
import type { SettleWorker } from '../../worker/start-worker.ts';
import type { WorkerLog } from '../../worker/worker-options.ts';
import type { SettleFailure, SettleMessage, SettleRequest } from './messages.ts';
import { type SettleThreadBasics, spawnSettleThread } from './spawn-settle-thread.ts';

export interface SettleThreadOptions {
  readonly store: Pick<OpenStore, 'share'>;
  /** What `readSettings` reads. */
  readonly environment: NodeJS.ProcessEnv;
  /** How often the worker looks for work by itself. */
  readonly everyMs: number;
  readonly log: WorkerLog;
  /** Of `createDoorTraffic`. */
  readonly traffic: SharedArrayBuffer;
  /** How long after the end of a thread the next one starts. Default 1 s. */
  readonly restartAfterMs?: number;
  /** Makes a thread. Tests replace it, to see how often it is called. */
  readonly spawn?: typeof spawnSettleThread;
}

interface Asked {
  readonly resolve: (done: boolean) => void;
  readonly reject: (error: Error) => void;
}

const defaultRestartMs = 1_000;

/**
 * A worker in a thread of its own. A thread that dies is replaced: its transaction is rolled back, and the next one finds
 * the same work.
 * @throws CisloError what the worker throws at its start.
 */
export async function startSettleThread(options: SettleThreadOptions): Promise<SettleWorker> {
  const restartAfterMs = options.restartAfterMs ?? defaultRestartMs;
  const asked = new Map<number, Asked>();
  let requests = 0;
  let alive = true;
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;
  let thread = spawn();
  await untilReady(thread).catch((error: unknown) => {
    // The caller gets the error and has nothing to stop, so no further thread may be started.
    stopping = true;
    clearTimeout(restart);
    throw error;
  });

  function spawn(): Worker {
    const started = (options.spawn ?? spawnSettleThread)(threadData(options), options.store.share());
    alive = true;
    started.on('message', settle);
    started.on('error', (error) => options.log.warn({ err: error }, 'the thread that folds and settles failed'));
    started.on('exit', onExit);
    return started;
  }

  function settle(message: SettleMessage): void {
    if (message === 'ready') return;
    if ('log' in message) {
      options.log[message.log](message.fields, message.text);
    } else if ('id' in message) {
      const one = asked.get(message.id);
      asked.delete(message.id);
      if ('failed' in message) one?.reject(errorOf(message.failed));
      else one?.resolve(message.done);
    }
  }

  function onExit(): void {
    alive = false;
    for (const { resolve } of asked.values()) resolve(false);
    asked.clear();
    if (stopping) return;
    options.log.warn(
      { seconds: restartAfterMs / 1000 },
      'the thread that folds and settles ended and is started again',
    );
    restart = setTimeout(() => {
      thread = spawn();
    }, restartAfterMs);
  }

  return {
    drain(patienceMs = 2_000) {
      if (!alive) return Promise.resolve(false);
      requests += 1;
      const request: SettleRequest = { id: requests, drain: patienceMs };
      return new Promise((resolve, reject) => {
        asked.set(request.id, { resolve, reject });
        thread.postMessage(request);
      });
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      await end(thread);
    },
  };
}

function threadData({ environment, everyMs, traffic }: SettleThreadOptions): SettleThreadBasics {
  const set = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { environment: Object.fromEntries(set), everyMs, traffic };
}

function errorOf({ message, code }: SettleFailure): Error {
  return code === null ? new Error(message) : new CisloError(code, message);
}

function untilReady(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that folds and settles did not start')));
    thread.once('message', (message: SettleMessage) => {
      if (message !== 'ready' && 'failed' in message) reject(errorOf(message.failed));
      else resolve();
    });
  });
}

async function end(thread: Worker): Promise<void> {
  // Between two threads there is none to stop.
  if (thread.threadId === -1) return;
  const exited = new Promise((resolve) => thread.once('exit', resolve));
  thread.postMessage('stop' satisfies SettleRequest);
  await exited;
}
