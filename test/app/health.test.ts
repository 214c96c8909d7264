import { expect, it } from 'vitest';
import { createHealth, type HealthParts } from '../../src/app/health.ts';

async function ready(parts: Partial<HealthParts>) {
  const health = createHealth({
    store: { ping: async () => {}, readLagMs: async () => 0 },
    clock: () => 0,
    isStopping: () => false,
    ...parts,
  });
  const response = await health({
    method: 'GET',
    path: '/readyz',
    query: new URLSearchParams(),
    headers: {},
    body: '',
  });
  return { status: response?.status, ...JSON.parse(response?.body ?? '{}') };
}

it('a server with a database that answers is ready', async () => {
  expect(await ready({})).toEqual({ status: 'ready' });
});

it.each<[string, Partial<HealthParts>, RegExp]>([
  ['is stopping', { isStopping: () => true }, /stopping/],
  [
    'lags by more than five minutes',
    { store: { ping: async () => {}, readLagMs: async () => 300_001 } },
    /since 300 s/,
  ],
  [
    'has no database',
    { store: { ping: () => Promise.reject(new Error('connection refused')), readLagMs: async () => 0 } },
    /refused/,
  ],
  [
    'has a database that throws something else',
    { store: { ping: () => Promise.reject('gone'), readLagMs: async () => 0 } },
    /gone/,
  ],
  [
    'has a database that hangs',
    { store: { ping: () => new Promise(() => {}), readLagMs: async () => 0 }, patienceMs: 10 },
    /within 10 ms/,
  ],
])('a server that %s is not ready and says why', async (_name, parts, reason) => {
  const { status, reasons } = await ready(parts);

  expect(status).toBe('not ready');
  expect(reasons).toEqual([expect.stringMatching(reason)]);
});
