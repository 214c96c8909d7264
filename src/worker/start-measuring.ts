import type { ReadWork } from '../generation/work.ts';
import { createMeasurer } from '../measure/measure-generations.ts';
import type { WorkerOptions } from './worker-options.ts';

/** How often it is looked whether a minute can be read. */
const lookEveryMs = 15_000;
/** While the past is read, there is a rest between two questions, so that the source has time for others. */
const restMs = 200;

/**
 * Reads the minutes of objectives that another system measures, beside folding and settling: an answer may take half a minute, and nothing
 * waits for it. Nothing is read where no variables are given.
 */
export function startMeasuring(
  { store, readVariable, clock, log }: WorkerOptions,
  readWork: ReadWork,
): { readonly stop: () => Promise<void> } {
  if (readVariable === undefined) return { stop: async () => undefined };
  const measurer = createMeasurer({ db: store.db, readWork, readVariable, clock });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function tick(): Promise<void> {
    let waitMs = lookEveryMs;
    try {
      if (await measurer.step()) waitMs = restMs;
    } catch (error) {
      log.warn({ err: error }, 'reading measured minutes failed and will be tried again');
    }
    if (!stopped) schedule(waitMs);
  }

  function schedule(waitMs: number): void {
    timer = setTimeout(() => {
      running = tick();
    }, waitMs);
  }
  schedule(restMs);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await measurer.close();
    },
  };
}
