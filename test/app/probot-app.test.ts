import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApplicationFunctionOptions, Probot } from 'probot';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import cislo from '../../src/app/probot-app.ts';
import { quietLog } from '../../src/app/quiet-log.ts';
import { newGuid, pullRequestBody, secret, send, signedHeaders } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';

const realEnv = process.env;
let folder: string;
let probot: Probot;
let handlers: Parameters<ApplicationFunctionOptions['addHandler']>[0][];
const known = process.listeners('SIGTERM');

beforeAll(async () => {
  folder = freshDataDir();
  process.env = { ...realEnv, CISLO_DATA_DIR: folder, WEBHOOK_SECRET: secret };
  probot = new Probot({ githubToken: 'none', log: quietLog(() => {}) });
  await probot.ready();
  handlers = [];
  await cislo(probot, { cwd: folder, addHandler: (handler) => handlers.push(handler) });
  process.env = realEnv;
});
afterAll(async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as typeof process.exit);
  process.listeners('SIGTERM').find((listener) => !known.includes(listener))?.('SIGTERM');
  await vi.waitFor(() => expect(exit.mock.calls).toEqual([[0]]), { timeout: 60_000 });
  exit.mockRestore();
  process.removeAllListeners('SIGINT');
  rmSync(folder, { recursive: true, force: true });
});

it("what Probot would serve as its webhook handler is cislo's own door", async () => {
  const middleware = await probot.getNodeMiddleware();
  const server = createServer((request, response) => void middleware(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`;
  const body = pullRequestBody();

  const signed = await send(url, body, signedHeaders(body));
  const unsigned = await send(url, body, {});

  expect([signed.status, unsigned.status]).toEqual([200, 401]);
  expect(handlers).toHaveLength(1);
  server.close();
  server.closeAllConnections();
});

it('a delivery that Probot receives in another way is stored too', async () => {
  const event = { id: newGuid(), name: 'pull_request', payload: JSON.parse(pullRequestBody(8)) };

  await probot.receive(event as unknown as Parameters<Probot['receive']>[0]);

  const server = createServer((request, response) => void handlers[0]?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await (await fetch(`${url}/api/revisions?pull_request=8&wait=30`)).json()).toMatchObject({
    items: [{ pull_request: 8 }],
  });
  server.close();
  server.closeAllConnections();
});
