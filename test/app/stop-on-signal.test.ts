import { afterEach, expect, it, vi } from 'vitest';
import { stopOnSignal } from '../../src/app/stop-on-signal.ts';

const before = { SIGTERM: process.listeners('SIGTERM'), SIGINT: process.listeners('SIGINT') };
afterEach(() => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    for (const listener of process.listeners(signal))
      if (!before[signal].includes(listener)) process.off(signal, listener);
  }
  vi.restoreAllMocks();
});

function signals(stop: () => Promise<void>) {
  const known = process.listeners('SIGTERM');
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as typeof process.exit);
  stopOnSignal(stop);
  const listener = process.listeners('SIGTERM').find((one) => !known.includes(one));
  return { exit, signal: () => listener?.('SIGTERM') };
}

it('the first signal stops and ends with 0', async () => {
  const { exit, signal } = signals(async () => {});

  signal();

  await expect.poll(() => exit.mock.calls).toEqual([[0]]);
});

it('a stop that fails ends with 1', async () => {
  const { exit, signal } = signals(() => Promise.reject(new Error('stuck')));

  signal();

  await expect.poll(() => exit.mock.calls).toEqual([[1]]);
});

it('a second signal ends at once', () => {
  const { exit, signal } = signals(() => new Promise(() => {}));

  signal();
  signal();

  expect(exit.mock.calls).toEqual([[1]]);
});
