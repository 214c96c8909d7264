import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceMetric } from '../../../src/model/source-metric.ts';
import { openSource } from '../../../src/source/open-source.ts';
import { type Prometheus, startPrometheus, until } from '../../support/prometheus.ts';

const minute = 60_000;
const scrapeMs = 10_000;
/**
 * The exporter gives its own times, ten seconds later at each scrape, so that minutes pass in seconds. It begins in the past,
 * where Prometheus still takes samples.
 */
const begin = Math.floor((Date.now() - 40 * minute) / minute) * minute;
const counters = new Map<string, number>();
/** What the counters become at a scrape, by its number. */
const plan = new Map<number, () => void>();
let scrapes = 0;
let exporter: Server;
let prometheus: Prometheus;

beforeAll(async () => {
  counters.set('200', 40);
  exporter = createServer((_, response) => {
    plan.get(scrapes)?.();
    const at = begin + scrapes * scrapeMs;
    scrapes += 1;
    const lines = [...counters].map(([code, value]) => `requests_total{code="${code}"} ${value} ${at}`);
    response.end(`# TYPE requests_total counter\n${lines.join('\n')}\n`);
  });
  await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
  prometheus = await startPrometheus(`127.0.0.1:${(exporter.address() as AddressInfo).port}`, '/dev/null');
});
afterAll(async () => {
  await prometheus.stop();
  exporter.close();
});

const ratio: SourceMetric = {
  type: 'ratio',
  counter: true,
  side: 'good',
  outcome: { type: 'promql', text: 'requests_total{code="200"}' },
  total: { type: 'promql', text: 'requests_total' },
};

describe('a Prometheus that scrapes an exporter', () => {
  it('counts what counters grew by: a restart of the exporter, a series born with its first event, a killed server', async () => {
    const source = openSource({ type: 'prometheus', details: { url: prometheus.url } }, ratio, () => undefined);
    const first = scrapes + 6;
    plan.set(first, () => counters.set('200', 50));
    plan.set(first + 6, () => counters.set('500', 1));
    // The exporter restarts: its counters begin at 0.
    plan.set(first + 12, () => counters.set('200', 3));
    await until(async () => scrapes > first + 14, 40_000);
    const to = Math.floor((begin + (scrapes - 1) * scrapeMs) / minute) * minute;
    const before = await source.readMinutes(begin, to);
    await prometheus.kill();
    await expect(source.readMinutes(begin, to)).rejects.toMatchObject({ code: 'source_unreachable' });
    await prometheus.start();

    const minutes = await source.readMinutes(begin, to);

    const sum = (part: 'good' | 'total') => minutes.reduce((all, one) => all + one[part], 0);
    expect({ good: sum('good'), total: sum('total') }).toEqual({ good: 10 + 3, total: 10 + 3 + 1 });
    expect(minutes).toEqual(before);
    const { result } = await prometheus.get<{ result: readonly { value: readonly [number, string] }[] }>('query', {
      query: 'sum(resets(requests_total[30m])) + sum(changes(requests_total[30m]))',
      time: String(to / 1000),
    });
    // By hand: 40 to 50, then a reset to 3, are two changes, one of them a reset.
    expect(Number(result[0]?.value[1])).toBe(3);
  });

  it('says that a query is refused, and why', async () => {
    const wrong = openSource(
      { type: 'prometheus', details: { url: prometheus.url } },
      { ...ratio, total: { type: 'promql', text: 'sum(' } },
      () => undefined,
    );

    await expect(wrong.readMinutes(0, minute)).rejects.toMatchObject({
      code: 'source_refused',
      message: expect.stringContaining('sum('),
    });
  });

  it('says that nothing answers', async () => {
    const away = openSource({ type: 'prometheus', details: { url: 'http://127.0.0.1:9' } }, ratio, () => undefined);

    await expect(away.readMinutes(0, minute)).rejects.toMatchObject({ code: 'source_unreachable' });
  });
});
