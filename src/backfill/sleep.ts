import { setTimeout as wait } from 'node:timers/promises';

/** Resolves after so many ms, or at once when the signal aborts. Never rejects. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
