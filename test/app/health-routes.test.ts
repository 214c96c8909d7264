import { expect, it } from 'vitest';
import { type HealthParts, healthRoutes } from '../../src/app/health-routes.ts';
import { bindRoutes } from '../../src/web/route/route.ts';
import { webOver } from '../support/web.ts';

const ping = async () => {};
const read = { readLagMs: async () => 0 };

function ask(target: string, parts: Partial<HealthParts> = {}) {
  const whole = { ping, read, notes: async () => [], clock: () => 0, isStopping: () => false, ...parts };
  return webOver(bindRoutes(healthRoutes, whole)).ask(target);
}

async function ready(parts: Partial<HealthParts>) {
  const response = await ask('/readyz', parts);
  return JSON.parse(await response.text());
}

it('a process that lives says so, whatever its database does', async () => {
  const response = await ask('/healthz', { ping: () => Promise.reject(new Error('away')) });

  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});

it('a server that is not ready is answered 503 with a time to retry', async () => {
  const response = await ask('/readyz', { isStopping: () => true });

  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});

it('a server with a database that answers is ready', async () => {
  expect(await ready({})).toEqual({ status: 'ready' });
});

it('a server that stands aside is ready, and says why', async () => {
  const notes = async (): Promise<readonly string[]> => ['it stands aside'];

  expect((await ask('/readyz', { notes })).status).toBe(200);
  expect(await ready({ notes })).toEqual({ status: 'ready', notes: ['it stands aside'] });
});

it.each<[string, Partial<HealthParts>, RegExp]>([
  ['is stopping', { isStopping: () => true }, /stopping/],
  ['lags by more than five minutes', { read: { readLagMs: async () => 300_001 } }, /since 300 s/],
  ['has no database', { ping: () => Promise.reject(new Error('connection refused')) }, /refused/],
  ['has a database that throws something else', { ping: () => Promise.reject('gone') }, /gone/],
  ['has a database that hangs', { ping: () => new Promise(() => {}), patienceMs: 10 }, /within 10 ms/],
])('a server that %s is not ready and says why', async (_name, parts, reason) => {
  const { status, reasons } = await ready(parts);

  expect(status).toBe('not ready');
  expect(reasons).toEqual([expect.stringMatching(reason)]);
});
