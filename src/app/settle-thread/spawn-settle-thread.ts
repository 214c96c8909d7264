import type { MessagePort, Worker } from 'node:worker_threads';
import { spawnThread } from '../../store/spawn-thread.ts';
import type { SettleThreadData } from './messages.ts';

/** What every such thread of a process is started with; the way to the database is each one's own. */
export type SettleThreadBasics = Omit<SettleThreadData, 'database'>;

/** Starts a thread that folds and settles. */
export function spawnSettleThread(basics: SettleThreadBasics, database: MessagePort | null): Worker {
  return spawnThread(new URL('./settle-thread.js', import.meta.url), {
    workerData: { ...basics, database } satisfies SettleThreadData,
    transferList: database === null ? [] : [database],
    // What it makes is garbage after each batch: a small nursery keeps the process at one size.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
}
