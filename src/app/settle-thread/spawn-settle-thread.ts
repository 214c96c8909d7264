import type { MessagePort, Worker } from 'node:worker_threads';
import { spawnThread } from '../../store/spawn-thread.ts';
import type { SettleThreadData } from './messages.ts';

/** What a thread is started with. Each new thread gets a port to the database of its own, so that is not part of it. */
export type SettleThreadBasics = Omit<SettleThreadData, 'database'>;

/** Starts a thread that folds and settles. */
export function spawnSettleThread(basics: SettleThreadBasics, database: MessagePort | null): Worker {
  return spawnThread(new URL('./settle-thread.js', import.meta.url), {
    workerData: { ...basics, database } satisfies SettleThreadData,
    transferList: database === null ? [] : [database],
    // All objects of a batch are garbage when it ends. A small young generation makes V8 collect them early, so the
    // memory of the process stays the same.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
}
