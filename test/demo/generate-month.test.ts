import { beforeAll, describe, expect, it } from 'vitest';
import type { DemoDelivery } from '../../src/demo/demo-delivery.ts';
import { type DemoMonth, generateMonth } from '../../src/demo/generate-month.ts';
import { guidTime } from '../../src/time/guid-time.ts';

const end = Date.UTC(2026, 5, 17, 12);
const dayMs = 86_400_000;

/** A month of the default size, made once. */
let fullMonth: DemoMonth;
beforeAll(() => {
  fullMonth = generateMonth({ seed: 'cislo', end });
});

type Payload = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function walk(options: Partial<Parameters<typeof generateMonth>[0]> = {}): readonly DemoDelivery[] {
  return [...generateMonth({ seed: 'cislo', end, deliveries: 6_000, ...options }).deliveries];
}

describe('generateMonth', () => {
  it('gives the same month, byte for byte, for the same options, and another for another seed', () => {
    const first = JSON.stringify(walk({ deliveries: 500 }));

    expect(JSON.stringify(walk({ deliveries: 500 }))).toBe(first);
    expect(JSON.stringify(walk({ deliveries: 500, seed: 'other' }))).not.toBe(first);
  });

  it('can be walked twice', () => {
    const month = generateMonth({ seed: 'cislo', end, deliveries: 300 });

    expect(JSON.stringify([...month.deliveries])).toBe(JSON.stringify([...month.deliveries]));
    expect([...month.deliveries]).toHaveLength(month.count);
  });

  it('makes about as many deliveries as asked for, 60,000 of 40 repositories when nothing is said', () => {
    const { deliveries } = fullMonth.truthAt(end);

    expect(fullMonth.count / 60_000).toBeGreaterThan(0.9);
    expect(fullMonth.count / 60_000).toBeLessThan(1.1);
    expect(deliveries.total).toBe(fullMonth.count);
    expect(generateMonth({ seed: 'x', end, deliveries: 1, repositories: 1 }).count).toBeGreaterThan(0);
  });

  it('comes out interesting at its full size: one SLO healthy, one close to its budget, one burnt', () => {
    const left = Object.fromEntries(
      fullMonth.truthAt(end).slos.map(({ name, budgetRemainingRatio }) => [name, budgetRemainingRatio]),
    );

    expect(left['test-completion']).toBeGreaterThan(0.5);
    expect(left['first-status']).toBeGreaterThan(0.03);
    expect(left['first-status']).toBeLessThan(0.2);
    expect(left['build-completion']).toBeLessThan(0);
  });

  it('delivers in order of time, inside the month, each under a GUID that holds its time', () => {
    const deliveries = walk();
    const ids = new Set(deliveries.map(({ guid }) => guid));
    let last = end - 30 * dayMs;

    for (const { guid, at } of deliveries) {
      expect(at).toBeGreaterThanOrEqual(last);
      last = at;
      const made = guidTime(guid);
      expect(made).not.toBeNull();
      expect(made as number).toBeLessThanOrEqual(at);
    }
    expect(last).toBeLessThanOrEqual(end);
    expect(ids.size).toBeLessThan(deliveries.length);
  });

  it('repeats some deliveries unchanged and swaps some neighbours', () => {
    const bodies = new Map<string, string>();
    let repeated = 0;
    let swapped = 0;
    let newest = 0;

    for (const { guid, payload } of walk()) {
      const body = JSON.stringify(payload);
      if (bodies.has(guid)) {
        expect(body).toBe(bodies.get(guid));
        repeated += 1;
      }
      bodies.set(guid, body);
      const made = guidTime(guid) ?? 0;
      if (made < newest) swapped += 1;
      newest = Math.max(newest, made);
    }

    expect(repeated).toBeGreaterThan(5);
    expect(swapped).toBeGreaterThan(100);
  });

  it('has three CI systems, a gate, forks without pull request links, re-runs with copied jobs, cancelled and skipped jobs', () => {
    const payloads = walk().map(({ payload }) => payload as Payload);
    const checks = payloads.flatMap(({ check_run: check }) => (check === undefined ? [] : [check]));
    const jobs = payloads.flatMap(({ workflow_job: job }) => (job === undefined ? [] : [job]));
    const slugs = new Set(checks.map((check) => (check['app'] as { slug: string }).slug));
    const conclusions = new Set(jobs.map((job) => job['conclusion']));

    expect(slugs).toEqual(new Set(['packit-as-a-service', 'github-actions', 'dco']));
    expect(payloads.some((payload) => String(payload['context']).startsWith('continuous-integration/jenkins/'))).toBe(
      true,
    );
    expect(checks.some((check) => (check['pull_requests'] as unknown[]).length === 0)).toBe(true);
    for (const conclusion of [null, 'success', 'failure', 'cancelled', 'skipped'])
      expect(conclusions).toContain(conclusion);
    expect(
      jobs.some((job) => job['run_attempt'] === 2 && String(job['completed_at']) < String(job['created_at'])),
    ).toBe(true);
  });

  it('never updates a Packit check: each step is a check run of its own', () => {
    const states = new Map<unknown, Set<unknown>>();
    for (const { payload } of walk()) {
      const check = (payload as Payload)['check_run'];
      if (check === undefined || (check['app'] as { slug: string }).slug !== 'packit-as-a-service') continue;
      states.set(check['id'], (states.get(check['id']) ?? new Set()).add(check['status']));
    }

    expect(states.size).toBeGreaterThan(100);
    for (const seen of states.values()) expect(seen.size).toBe(1);
  });

  it('writes bodies of a few kilobytes', () => {
    const sizes = walk({ deliveries: 2_000 }).map(({ payload }) => JSON.stringify(payload).length);
    const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;

    expect(average).toBeGreaterThan(3_000);
    expect(Math.max(...sizes)).toBeLessThan(16_000);
  });

  it('forgets what leaves the 30 days, and judges what becomes due', () => {
    const month = fullMonth;
    const total = (now: number): number =>
      month.truthAt(now).slos.reduce((sum, { good, bad, excluded }) => sum + good + bad + excluded, 0);
    const pending = (now: number): number => month.truthAt(now).slos.reduce((sum, slo) => sum + slo.pending, 0);

    expect(total(end + 10 * dayMs)).toBeLessThan(total(end));
    expect(pending(end)).toBeGreaterThan(0);
    expect(pending(end + dayMs)).toBe(0);
    expect(month.truthAt(end + 60 * dayMs).slos.map(({ sli }) => sli)).toEqual([null, null, null]);
  });
});
