import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { pullRequestBody, send, sign, signedHeaders, startDoorServer } from '../support/door-server.ts';
import { drip, sendChunked, server, startOneDoor } from './one-door.ts';

startOneDoor();

describe('a payload with odd values', () => {
  it.each([
    ['wrong types', JSON.stringify({ action: 7, repository: { id: 'x', full_name: 3 }, pull_request: [] })],
    ['null bytes in names', pullRequestBody().replaceAll('octo/hello', 'oc\\u0000to/hello')],
    ['a prototype key', '{"__proto__":{"repository":{"id":1}},"repository":{"id":1,"full_name":"o/r"}}'],
  ])('with %s is answered 2xx', async (_name, body) => {
    const reply = await send(server.url, body, signedHeaders(body));

    expect(reply.status).toBeGreaterThanOrEqual(200);
    expect(reply.status).toBeLessThan(300);
  });
});

describe('a large body', () => {
  it('of 26 MB is answered 413 by its announced length', async () => {
    const body = Buffer.alloc(26 * 1024 * 1024, 0x20);

    const reply = await send(server.url, body, signedHeaders(body));

    expect(reply.status).toBe(413);
    expect(reply.json['error']).toMatch(/25 MB/);
  });

  it('of 26 MB is answered 413 when its length is not announced', async () => {
    const reply = await sendChunked(server.url, 26);

    expect(reply).toBe(413);
    expect(server.store.batches).toEqual([]);
  });

  it('of 25 MB with a valid signature is stored', async () => {
    const core = pullRequestBody();
    const body = Buffer.from(`${core.slice(0, -1)},"padding":"${'x'.repeat(25 * 1024 * 1024 - core.length - 13)}"}`);
    expect(body.length).toBe(25 * 1024 * 1024);
    global.gc?.();
    const before = process.memoryUsage().rss;

    const reply = await send(server.url, body, signedHeaders(body));

    expect(reply).toMatchObject({ status: 200, json: { result: 'stored' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  it('is answered 503 when the bodies under way use up the memory for them', async () => {
    const small = await startDoorServer({ limits: { maxBytesInFlight: 1024 * 1024 } });
    const body = Buffer.alloc(2 * 1024 * 1024, 0x20);

    const reply = await send(small.url, body, signedHeaders(body));

    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    const next = pullRequestBody();
    expect(await send(small.url, next, signedHeaders(next))).toMatchObject({ status: 200 });
    await small.close();
  });
});

describe('a client', () => {
  it('that goes away in the middle leaves nothing, and its memory is free again', async () => {
    const small = await startDoorServer({ limits: { maxBytesInFlight: 64 * 1024 } });
    for (let index = 0; index < 10; index += 1) {
      await new Promise<void>((resolve) => {
        const request = httpRequest(small.url, {
          method: 'POST',
          headers: { ...signedHeaders('x'), 'content-length': '60000' },
        });
        request.on('error', () => resolve());
        request.write(Buffer.alloc(30_000), () => setImmediate(() => request.destroy()));
        request.on('close', () => resolve());
      });
    }
    await expect.poll(() => small.counted.length).toBe(10);

    const body = pullRequestBody();
    const reply = await send(small.url, body, signedHeaders(body));

    expect(small.counted.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => ['pull_request', 'aborted']));
    expect(reply.status).toBe(200);
    await small.close();
  });

  it('that sends its headers a byte at a time is cut off', async () => {
    const strict = await startDoorServer(
      {},
      { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 },
    );
    const { port, hostname } = new URL(strict.url);

    const answer = await drip(Number(port), hostname, 'POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ');

    expect(answer).toMatch(/^HTTP\/1.1 408/);
    await strict.close();
  });

  it('that sends its body a byte at a time is cut off', async () => {
    const strict = await startDoorServer(
      {},
      { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 },
    );
    const { port, hostname } = new URL(strict.url);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: ${sign('x')}\r\nContent-Length: 100000\r\n\r\n`;

    const answer = await drip(Number(port), hostname, head);

    expect(answer).toMatch(/^(HTTP\/1.1 408|$)/);
    expect(strict.store.batches).toEqual([]);
    await expect.poll(() => strict.counted).toEqual([['other', 'aborted']]);
    await strict.close();
  });
});

describe('many at once', () => {
  it('are all stored, sharing commits', async () => {
    const { append } = server.store;
    server.store.append = async (batch) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return append(batch);
    };
    const replies = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => {
        const body = pullRequestBody(index + 1);
        return send(server.url, body, signedHeaders(body));
      }),
    );

    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
    expect(server.store.entries.size).toBe(1_000);
    expect(server.store.batches.length).toBeLessThan(500);
    expect(Math.max(...server.store.batches)).toBeLessThanOrEqual(256);
  });
});
