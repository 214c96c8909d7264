import { type MessagePort, Worker } from 'node:worker_threads';
import type { SettleThreadData } from './messages.ts';

/** What every such thread of a process is started with; the way to the database is each one's own. */
export type SettleThreadBasics = Omit<SettleThreadData, 'database'>;

/** Starts a thread that folds and settles. */
export function spawnSettleThread(basics: SettleThreadBasics, database: MessagePort | null): Worker {
  const options = {
    workerData: { ...basics, database } satisfies SettleThreadData,
    transferList: database === null ? [] : [database],
    // What it makes is garbage after each batch: a small nursery keeps the process at one size.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  };
  if (import.meta.url.endsWith('.js')) return new Worker(new URL('./settle-thread.js', import.meta.url), options);
  // Run from the sources (tests), the thread has to load the TypeScript loader by itself.
  const file = new URL('./settle-thread.ts', import.meta.url).href;
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); });`;
  return new Worker(start, { ...options, eval: true });
}
