import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingDelivery } from '../../src/send/outgoing-delivery.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { type RecordingServer, type Reply, startRecordingServer } from './recording-server.ts';

const secret = 'it is a secret';
let server: RecordingServer;
afterEach(() => server.close());

function deliveries(count: number): readonly OutgoingDelivery[] {
  return Array.from({ length: count }, (_, index) => ({
    guid: `guid-${index}`,
    event: 'status',
    payload: { index, name: 'ключ 🔑' },
    at: 1_000_000 + index * 1000,
  }));
}

describe('sendAll', () => {
  it('signs the very bytes it sends and names event and delivery', async () => {
    server = await startRecordingServer();

    await sendAll({ url: server.url, secret, deliveries: deliveries(3) });

    for (const { path, headers, body } of server.received) {
      expect(path).toBe('/api/github/webhooks');
      expect(headers['x-github-event']).toBe('status');
      expect(headers['content-type']).toBe('application/json');
      expect(headers['x-hub-signature-256']).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
    }
    expect(server.received.map(({ headers }) => headers['x-github-delivery']).sort()).toEqual([
      'guid-0',
      'guid-1',
      'guid-2',
    ]);
  });

  it('sends in order, one after the other, when one may be on the way', async () => {
    server = await startRecordingServer();
    const seen: number[] = [];

    const result = await sendAll({
      url: server.url,
      secret,
      deliveries: deliveries(20),
      concurrency: 1,
      onProgress: (answered) => seen.push(answered),
    });

    expect(server.received.map(({ body }) => JSON.parse(body).index)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    );
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(result).toMatchObject({ sent: 20, byStatus: { 200: 20 }, refused: [] });
  });

  it('has no more on the way than allowed, and reads its source no faster than that', async () => {
    server = await startRecordingServer();
    let taken = 0;
    let answered = 0;
    async function* source(): AsyncGenerator<OutgoingDelivery> {
      for (const delivery of deliveries(200)) {
        taken += 1;
        expect(taken - answered).toBeLessThanOrEqual(5);
        yield delivery;
      }
    }

    const result = await sendAll({
      url: server.url,
      secret,
      deliveries: source(),
      concurrency: 4,
      onProgress: (count) => {
        answered = count;
      },
    });

    expect(result.sent).toBe(200);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(4);
  });

  it('waits as long as a 503 asks for and sends the delivery again', async () => {
    const replies: Reply[] = [
      { status: 503, headers: { 'retry-after': '7' } },
      { status: 503 },
      { status: 503, headers: { 'retry-after': 'soon' } },
      { status: 503, headers: { 'retry-after': '9999' } },
    ];
    server = await startRecordingServer((_, index) => replies[index] ?? { status: 202 });
    const waits: number[] = [];

    const result = await sendAll({
      url: server.url,
      secret,
      deliveries: deliveries(1),
      wait: async (ms) => {
        waits.push(ms);
      },
    });

    expect(waits).toEqual([7000, 1000, 1000, 30_000]);
    expect(result.byStatus).toEqual({ 202: 1 });
    expect(new Set(server.received.map(({ headers }) => headers['x-github-delivery']))).toEqual(new Set(['guid-0']));
  });

  it('gives up on a delivery after the allowed tries and says what was answered', async () => {
    server = await startRecordingServer(() => ({ status: 503, body: 'later' }));

    const result = await sendAll({
      url: server.url,
      secret,
      deliveries: deliveries(1),
      retry503: 2,
      wait: async () => {},
    });

    expect(server.received).toHaveLength(3);
    expect(result).toMatchObject({ byStatus: { 503: 1 }, refused: [{ guid: 'guid-0', status: 503, body: 'later' }] });
  });

  it('does not repeat what was refused, and keeps the first ten refusals', async () => {
    server = await startRecordingServer(() => ({ status: 401, body: 'no' }));

    const result = await sendAll({ url: server.url, secret, deliveries: deliveries(30) });

    expect(server.received).toHaveLength(30);
    expect(result.byStatus).toEqual({ 401: 30 });
    expect(result.refused).toHaveLength(10);
  });

  it('sends again over a new connection when one breaks', async () => {
    server = await startRecordingServer((_, index) => (index === 0 ? null : { status: 200 }));

    const result = await sendAll({ url: server.url, secret, deliveries: deliveries(1) });

    expect(result.byStatus).toEqual({ 200: 1 });
  });

  it("fails with the connection's error when it keeps breaking", async () => {
    server = await startRecordingServer(() => null);

    const sending = sendAll({ url: server.url, secret, deliveries: deliveries(1), retry503: 1 });

    await expect(sending).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  it('keeps the recorded pace, so many times as fast', async () => {
    server = await startRecordingServer();
    let now = 0;
    const waits: number[] = [];

    await sendAll({
      url: server.url,
      secret,
      deliveries: [...deliveries(3), { guid: 'timeless', event: 'ping', payload: {}, at: null }],
      concurrency: 1,
      speed: 10,
      clock: () => now,
      wait: async (ms) => {
        waits.push(ms);
        now += ms;
      },
    });

    expect(waits).toEqual([100, 100]);
  });

  it('says what to do when nobody listens, and sends nothing more', async () => {
    server = await startRecordingServer();
    await server.close();
    let taken = 0;
    function* source(): Generator<OutgoingDelivery> {
      for (const delivery of deliveries(1000)) {
        taken += 1;
        yield delivery;
      }
    }

    const sending = sendAll({ url: server.url, secret, deliveries: source(), concurrency: 2 });

    await expect(sending).rejects.toMatchObject({
      code: 'server_unreachable',
      message: expect.stringContaining('cislo serve'),
    });
    expect(taken).toBeLessThan(10);
  });

  it('passes on the error of its source', async () => {
    server = await startRecordingServer();
    async function* source(): AsyncGenerator<OutgoingDelivery> {
      yield* deliveries(1);
      throw new Error('the disk is gone');
    }

    await expect(sendAll({ url: server.url, secret, deliveries: source() })).rejects.toThrow('the disk is gone');
  });
});
