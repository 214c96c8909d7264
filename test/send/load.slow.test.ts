import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { normalize } from '../../src/normalize/normalize.ts';
import { askDeliveryCount } from '../../src/send/ask-delivery-count.ts';
import { summariseLatencies } from '../../src/send/latency.ts';
import { loadBodies } from '../../src/send/load-bodies.ts';
import { runLoad } from '../../src/send/run-load.ts';
import { webhookUrl } from '../../src/send/webhook-url.ts';
import { type RecordingServer, startRecordingServer } from './recording-server.ts';

const now = Date.UTC(2026, 5, 17, 12);
const secret = 'it is a secret';

describe('loadBodies', () => {
  it('signs every body, each with a GUID of its own, before and after the ring is used up', () => {
    const next = loadBodies({ seed: 'one', size: '10k', now, secret, ring: 50 });
    const guids = new Set<string>();

    for (let index = 0; index < 600; index += 1) {
      const { guid, event, signature, body } = next();
      const payload = JSON.parse(Buffer.from(body).toString());
      guids.add(guid);
      expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
      const { result } = normalize({ guid, event, payload, receivedAt: now }, { hosts: ['github.com'] });
      expect(result).not.toBe('ignored');
    }

    expect(guids.size).toBe(600);
  });

  it('tells of the same month again, each time of other repositories or of other pull requests, commits and jobs', () => {
    const next = loadBodies({ seed: 'one', size: '10k', now, secret, ring: 0 });
    const facts = Array.from({ length: 60_000 }, (_, index) => {
      const { event, body } = next();
      if (event !== 'check_run' && event !== 'pull_request') return null;
      if (index > 4_000 && index < 56_000) return null;
      const payload = JSON.parse(Buffer.from(body).toString());
      const head: string = payload.check_run?.head_sha ?? payload.pull_request.head.sha;
      return {
        index,
        event,
        head,
        repository: payload.repository.id as number,
        name: payload.repository.full_name as string,
      };
    }).filter((fact) => fact !== null);

    const opened = new Map(facts.filter(({ event }) => event === 'pull_request').map((fact) => [fact.head, fact]));
    const checks = facts.filter(({ event }) => event === 'check_run');
    const ofOpened = checks.filter(({ head, repository }) => opened.get(head)?.repository === repository);
    // Check runs still belong to the commits of pull requests of their own repository, but for those at an edge.
    expect(ofOpened.length).toBeGreaterThan(checks.length * 0.8);
    const early = new Set(facts.filter(({ index }) => index <= 4_000).map(({ head }) => head));
    expect(facts.filter(({ index, head }) => index >= 56_000 && early.has(head))).toEqual([]);
    expect(new Set(facts.map(({ repository }) => repository)).size).toBe(new Set(facts.map(({ name }) => name)).size);
  });

  it.each([
    ['10k', 10_240, 10_240],
    ['20k', 20_480, 20_480],
    ['mix', 10_240, 20_480],
  ] as const)('makes bodies of the wanted size: %s', (size, smallest, largest) => {
    const next = loadBodies({ seed: 'one', size, now, secret, ring: 20 });
    const sizes = Array.from({ length: 20 }, () => next().body.length);

    expect(Math.abs(Math.min(...sizes) - smallest)).toBeLessThan(1500);
    expect(Math.abs(Math.max(...sizes) - largest)).toBeLessThan(1500);
  });
});

describe('summariseLatencies', () => {
  it('gives exact percentiles, and nulls for nothing', () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => 1000 - index);

    expect(summariseLatencies(thousand)).toEqual({ count: 1000, p50: 500, p90: 900, p99: 990, p999: 999, max: 1000 });
    expect(summariseLatencies([])).toEqual({ count: 0, p50: null, p90: null, p99: null, p999: null, max: null });
  });
});

describe('runLoad', () => {
  let server: RecordingServer;
  afterEach(() => server.close());
  const next = loadBodies({ seed: 'two', size: '10k', now, secret, ring: 50 });

  it('sends what the rate asks for, whatever the server answers', async () => {
    server = await startRecordingServer((_, index) => ({ status: index % 10 === 0 ? 503 : 200 }));

    const result = await runLoad({ url: server.url, next, rate: 200, durationMs: 500, connections: 8 });

    expect(result).toMatchObject({ sent: 100, acknowledged: 90, byStatus: { 200: 90, 503: 10 }, byError: {} });
    expect(result.latencyMs.count).toBe(100);
  });

  it('charges a stall of the server to every delivery that had to wait', async () => {
    let stalled: Promise<void> | null = null;
    server = await startRecordingServer(async () => {
      stalled ??= new Promise((resolve) => setTimeout(resolve, 400));
      await stalled;
      return { status: 200 };
    });

    const result = await runLoad({ url: server.url, next, rate: 100, durationMs: 500, connections: 1 });

    // Due every 10 ms, all held up until 400 ms: the one due in the middle waited for half of it.
    expect(result.latencyMs.p50).toBeGreaterThan(100);
    expect(result.latencyMs.max).toBeGreaterThan(390);
  });

  it('sends as fast as its connections carry at rate max', async () => {
    server = await startRecordingServer();
    const passed: number[] = [];

    const result = await runLoad({
      url: server.url,
      next,
      rate: 'max',
      durationMs: 1_000,
      connections: 3,
      onProgress: (ms) => passed.push(ms),
    });

    expect(result.sent).toBeGreaterThan(20);
    expect(result.acknowledged).toBe(result.sent);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(3);
    expect(Math.max(...passed)).toBeLessThanOrEqual(1_000);
  });

  it('counts broken connections by their error', async () => {
    server = await startRecordingServer((_, index) => (index === 3 ? null : { status: 200 }));

    const result = await runLoad({ url: server.url, next, rate: 100, durationMs: 200, connections: 1 });

    expect(result.sent).toBe(20);
    expect(result.acknowledged).toBe(19);
    expect(Object.values(result.byError)).toEqual([1]);
  });

  it('says what to do when nobody listens', async () => {
    server = await startRecordingServer();
    await server.close();

    for (const rate of ['max', 100] as const) {
      await expect(runLoad({ url: server.url, next, rate, durationMs: 5_000, connections: 2 })).rejects.toMatchObject({
        code: 'server_unreachable',
      });
    }
  });
});

describe('countDeliveries', () => {
  let server: RecordingServer;
  afterEach(() => server.close());

  it('asks the server, and knows nothing when it does not say', async () => {
    const answers = ['{"count": 12}', '{}', 'nonsense'];
    server = await startRecordingServer((_, index) => ({ status: 200, body: answers[index] ?? '{}' }));

    const counts = [
      await askDeliveryCount(server.url, now),
      await askDeliveryCount(server.url),
      await askDeliveryCount(server.url),
    ];

    expect(counts).toEqual([12, null, null]);
    expect(server.received[0]?.path).toBe('/api/deliveries/count?since=2026-06-17T12%3A00%3A00.000Z');
    await server.close();
    expect(await askDeliveryCount(server.url)).toBeNull();
  });

  it('knows nothing when the server refuses', async () => {
    server = await startRecordingServer(() => ({ status: 403 }));

    expect(await askDeliveryCount(server.url)).toBeNull();
  });
});

describe('webhookUrl', () => {
  it("adds the door's path to a bare server and keeps any other", () => {
    expect(webhookUrl('http://127.0.0.1:3000').href).toBe('http://127.0.0.1:3000/api/github/webhooks');
    expect(webhookUrl('https://ci.example.com/', '/hook').href).toBe('https://ci.example.com/hook');
    expect(webhookUrl('https://ci.example.com/own').href).toBe('https://ci.example.com/own');
  });

  it.each(['localhost:3000', 'nonsense', 'file:///x'])('refuses %s', (text) => {
    expect(() => webhookUrl(text)).toThrow(/--url must be the http:\/\/ or https:\/\/ address/);
  });
});
