import type { Worker } from 'node:worker_threads';
import { CisloError } from '../../model/error.ts';
import type { BubbleUpReading, Compare } from '../../status/read-bubble-up.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { spawnThread } from '../../store/spawn-thread.ts';
import type { CompareMessage, CompareRequest, CompareThreadData } from './compare-messages.ts';

export interface Comparer {
  readonly compare: Compare;
  /** Ends the thread; what it was asked is not answered. */
  stop(): Promise<void>;
}

export interface ComparerOptions {
  readonly store: Pick<OpenStore, 'share'>;
  readonly databaseUrl: string | null;
  /** A thread that was asked nothing for so long ends, ms. Default a minute. */
  readonly idleMs?: number;
}

interface Asked {
  readonly resolve: (reading: BubbleUpReading) => void;
  readonly reject: (error: Error) => void;
}

/** Compares in a thread of its own, which begins with the first question. A thread that dies fails what it was asked; the next question gets a new one. */
export function createComparer({ store, databaseUrl, idleMs = 60_000 }: ComparerOptions): Comparer {
  const asked = new Map<number, Asked>();
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let requests = 0;

  function begin(): Worker {
    const database = store.share();
    const started = spawnThread(new URL('./compare-thread.js', import.meta.url), {
      workerData: { databaseUrl, database } satisfies CompareThreadData,
      transferList: database === null ? [] : [database],
    });
    started.on('message', settle);
    started.on('error', (error) => failAll(error));
    started.on('exit', () => {
      // One that was ended was asked nothing, and the next one may have been asked already.
      if (thread !== started) return;
      thread = null;
      failAll(new Error('the thread that compares events ended'));
    });
    // A process that stops does not wait for it.
    started.unref();
    return started;
  }

  function settle(message: CompareMessage): void {
    const one = asked.get(message.id);
    asked.delete(message.id);
    if ('reading' in message) one?.resolve(message.reading);
    else one?.reject(errorOf(message.failed));
    if (asked.size === 0) idle = setTimeout(end, idleMs).unref();
  }

  function failAll(error: Error): void {
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  }

  async function end(): Promise<void> {
    const ending = thread;
    thread = null;
    await ending?.terminate();
  }

  return {
    compare(viewer, objective, question) {
      clearTimeout(idle);
      thread ??= begin();
      requests += 1;
      const request: CompareRequest = { id: requests, viewer, objective, question };
      const answer = new Promise<BubbleUpReading>((resolve, reject) => asked.set(request.id, { resolve, reject }));
      thread.postMessage(request);
      return answer;
    },
    async stop() {
      clearTimeout(idle);
      failAll(new Error('the thread that compares events ended: the server stops'));
      await end();
    },
  };
}

function errorOf({ message, code, wrong }: Extract<CompareMessage, { failed: unknown }>['failed']): Error {
  return code === null ? new Error(message) : new CisloError(code, message, wrong === null ? {} : { wrong });
}
