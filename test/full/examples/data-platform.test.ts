import { expect, it } from 'vitest';
import { startPrometheus } from '../../support/prometheus.ts';
import { example, serveExample, statusesOf } from './support.ts';

const minute = 60_000;
const types = ['materialisation.finished', 'freshness.checked', 'completeness.checked', 'audit.finished'] as const;
const names = ['materialisation', 'freshness', 'completeness', 'audits'] as const;

/** One event of an asset, as the README of the examples has it. */
function event(index: number, type: string, tier: string, outcome: string) {
  return {
    specversion: '1.0',
    id: `${tier}-${type}-${index}`,
    source: 'https://example.com/orchestrator',
    type,
    time: new Date(Date.now() - (index + 1) * 10 * minute).toISOString(),
    data: { outcome, asset: { name: `asset-${index}`, tier } },
  };
}

/** Every tenth fails, every seventh is skipped. */
const outcomeOf = (index: number): string => (index % 10 === 0 ? 'failure' : index % 7 === 0 ? 'skipped' : 'success');

/** An hour and a half of requests: ten a minute, of which one is an error in every fourth minute, and one is slow in every third. */
const requestMinutes = 90;
const lastMinute = Math.floor(Date.now() / minute) * minute - 4 * minute;
function history(): string {
  const series = (name: string, perMinute: (index: number) => number): readonly string[] => {
    let total = 0;
    return Array.from({ length: requestMinutes + 1 }, (_, index) => {
      total += index === 0 ? 0 : perMinute(index);
      return `${name} ${total} ${(lastMinute - (requestMinutes - index) * minute) / 1000}`;
    });
  };
  const errors = (index: number): number => (index % 4 === 0 ? 1 : 0);
  const slow = (index: number): number => (index % 3 === 0 ? 1 : 0);
  return [
    '# TYPE http_requests counter',
    ...series('http_requests_total{job="portal",code="200"}', (index) => 10 - errors(index)),
    ...series('http_requests_total{job="portal",code="503"}', errors),
    '# TYPE http_request_duration_seconds histogram',
    ...series('http_request_duration_seconds_bucket{job="portal",le="0.5"}', (index) => 10 - slow(index)),
    ...series('http_request_duration_seconds_bucket{job="portal",le="+Inf"}', () => 10),
    ...series('http_request_duration_seconds_count{job="portal"}', () => 10),
    '# EOF',
    '',
  ].join('\n');
}

it('a data platform is measured by the events it sends and by its Prometheus', async () => {
  const prometheus = await startPrometheus('127.0.0.1:1', '/dev/null', undefined, history());
  const server = await serveExample({ CISLO_SLO_DIR: example('data-platform/slos'), PROMETHEUS_URL: prometheus.url });
  const counts = { core: 60, unstable: 40 } as const;
  for (const [tier, count] of Object.entries(counts)) {
    const events = types.flatMap((type) =>
      Array.from({ length: count }, (_, index) => event(index, type, tier, outcomeOf(index))),
    );
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      body: JSON.stringify(events),
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    });
    expect(answer.status).toBeLessThan(300);
  }
  await server.app.drain(60_000);

  const ids = Object.keys(counts).flatMap((tier) => names.map((name) => `${tier}-${name}`));
  const statuses = await statusesOf(server, [...ids, 'portal-availability', 'portal-latency']);
  await prometheus.stop();

  for (const [tier, count] of Object.entries(counts)) {
    const outcomes = Array.from({ length: count }, (_, index) => outcomeOf(index));
    const of = (outcome: string): number => outcomes.filter((one) => one === outcome).length;
    for (const name of names)
      expect(statuses[`${tier}-${name}`], `${tier}-${name}`).toMatchObject({
        good: of('success'),
        bad: of('failure'),
        tier,
      });
  }
  const total = requestMinutes * 10;
  const [errors, slow] = [Math.floor(requestMinutes / 4), Math.floor(requestMinutes / 3)];
  expect(statuses['portal-availability']).toMatchObject({ good: total - errors, bad: errors, tier: 'essential' });
  expect(statuses['portal-latency']).toMatchObject({ good: total - slow, bad: slow });
});
