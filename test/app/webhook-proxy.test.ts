import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readServerSentEvents } from '../../src/app/server-sent-events.ts';
import { startWebhookProxy } from '../../src/app/webhook-proxy.ts';
import { memoryLog, pullRequestBody, signedHeaders, startDoorServer } from '../support/door-server.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function channel(answer: (response: ServerResponse, connection: number) => void): Promise<string> {
  let connections = 0;
  const server = createServer((_request, response) => {
    connections += 1;
    answer(response, connections);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/channel`;
}

it('a delivery of the proxy goes through the door, and a broken connection is made again', async () => {
  const door = await startDoorServer();
  const log = memoryLog();
  const body = pullRequestBody();
  const source = await channel((response, connection) => {
    if (connection === 1) {
      response.writeHead(500).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: ready\ndata: {}\n\n');
    response.write('data: not json\n\n');
    response.write(`id: 1\ndata: ${JSON.stringify({ body: JSON.parse(body), query: {}, ...signedHeaders(body) })}\n\n`);
    response.write(`data: ${JSON.stringify({ 'x-github-delivery': 'unsigned' })}\n\n`);
  });

  const proxy = startWebhookProxy({ source, target: door.url, log, retryMs: 10 });
  cleanUp.push(door.close, proxy.stop);

  await expect.poll(() => door.store.entries.size).toBe(1);
  await expect.poll(() => log.lines.at(-1)).toMatchObject({ fields: { delivery: 'unsigned', status: 401 } });
  expect(log.lines[0]?.message).toMatch(/tried again/);
});

it('stopping ends it while it waits to try again', async () => {
  const source = await channel((response) => response.writeHead(404).end());
  const log = memoryLog();
  const proxy = startWebhookProxy({ source, target: 'http://127.0.0.1:9', log, retryMs: 60_000 });
  await expect.poll(() => log.lines.length).toBe(1);

  proxy.stop();

  expect(log.lines).toHaveLength(1);
});

async function read(...chunks: string[]) {
  const stream = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  })();
  const events = [];
  for await (const event of readServerSentEvents(stream)) events.push(event);
  return events;
}

it('an event stream is read whatever its chunks and line ends', async () => {
  expect(
    await read('da', 'ta: a\r', '\ndata:b\r\n\r\n', ': comment\n\nevent: x\ndata: Ž\n\n', 'data: unfinished'),
  ).toEqual([
    { event: 'message', data: 'a\nb' },
    { event: 'x', data: 'Ž' },
  ]);
});
