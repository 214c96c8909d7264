import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createRouter, type RouterParts } from '../../src/app/create-router.ts';
import { CisloError } from '../../src/model/error.ts';
import { memoryLog } from '../support/door-server.ts';

const log = memoryLog();
let stop = (): void => {};
afterEach(() => stop());

async function serve(parts: Partial<RouterParts>): Promise<string> {
  const route = createRouter({ handlers: [], ping: async () => {}, log, ...parts });
  const server = createServer((request, response) => void route(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('the first handler that knows a path answers, and sees the decoded request', async () => {
  const url = await serve({
    handlers: [
      async () => null,
      async ({ path, query, headers, body }) => ({
        status: 200,
        headers: {},
        body: [path, query.getAll('q'), headers['x-a'], body].join(' '),
      }),
      async () => ({ status: 500, headers: {}, body: 'too late' }),
    ],
  });

  const response = await fetch(`${url}/a%20b?q=1&q=2`, { method: 'POST', headers: { 'x-a': 'A' }, body: 'Ž' });

  expect(await response.text()).toBe('/a b 1,2 A Ž');
});

it.each([
  ['a failure of ours', new Error('the inner reason'), true, 500],
  ['a failure while the database is away', new Error('the inner reason'), false, 503],
  ['a database that is known to be away', new CisloError('database_unreachable', 'the inner reason'), true, 503],
])('%s is answered without its reason', async (_name, error, databaseAnswers, status) => {
  const url = await serve({
    handlers: [() => Promise.reject(error)],
    ping: () => (databaseAnswers ? Promise.resolve() : Promise.reject(new Error('away'))),
  });

  const response = await fetch(url);

  expect(response.status).toBe(status);
  expect(await response.text()).not.toContain('inner');
});

it('a bad request is answered with its reason', async () => {
  const url = await serve({ handlers: [() => Promise.reject(new CisloError('bad_request', 'the reason'))] });

  expect(await (await fetch(url)).json()).toEqual({ error: 'the reason' });
});
