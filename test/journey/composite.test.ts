import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { until } from '../support/prometheus.ts';
import { askFor } from './support/slo-documents.ts';

let server: TestServer;
const ask = (method: string, path: string, body?: string) => askFor(method, server.url + path, body);

/** An SLO over one kind of job run. */
function indicatorOf(kind: string, indent: string): string {
  return `metadata: { name: ${kind} }
spec:
  ratioMetric:
    counter: true
    good: { metricSource: { type: cislo, spec: { event: job-run, where: "state = 'success'" } } }
    total: { metricSource: { type: cislo, spec: { event: job-run, where: "kind = '${kind}' and role = 'ci'" } } }`.replaceAll(
    '\n',
    `\n${indent}`,
  );
}

const slices = 'timeSliceWindow: 1h';
const targets = { build: '0.8', test: '0.9' } as const;

function single(name: string, kind: 'build' | 'test', method: string): string {
  const timeslices = method === 'Timeslices' ? ', timeSliceTarget: 0.7' : '';
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: ci
  indicator:
    ${indicatorOf(kind, '    ')}
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: ${method}
  objectives: [{ target: ${targets[kind]}${method === 'Occurrences' ? '' : `, ${slices}`}${timeslices} }]
`;
}

function composite(name: string, method: string): string {
  const timeslices = method === 'Timeslices' ? '\n      timeSliceTarget: 0.7' : '';
  const member = (kind: 'build' | 'test', weight: string) => `    - displayName: ${kind}s
      target: ${targets[kind]}
      compositeWeight: ${weight}${method === 'Occurrences' ? '' : `\n      ${slices}`}${timeslices}
      indicator:
        ${indicatorOf(kind, '        ')}`;
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name}, displayName: Builds and tests }
spec:
  service: ci
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: ${method}
  objectives:
${member('build', '0.25')}
${member('test', '0.75')}
`;
}

const methods = ['Occurrences', 'Timeslices', 'RatioTimeslices'] as const;
const key = (method: string) => method.toLowerCase();

beforeAll(async () => {
  server = await startTestServer();
  const { deliveries } = generateMonth({ seed: 'composite', end: Date.now(), deliveries: 1_500, repositories: 5 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
  for (const method of methods) {
    for (const document of [
      composite(`${key(method)}-both`, method),
      single(`${key(method)}-builds`, 'build', method),
      single(`${key(method)}-tests`, 'test', method),
    ]) {
      const { status, text } = await ask('POST', '/api/slos', document);
      expect(text).toContain('backfill');
      expect(status).toBe(201);
    }
  }
  for (const method of methods)
    for (const one of ['both', 'builds', 'tests'])
      await until(
        async () => (await ask('GET', `/api/slos/${key(method)}-${one}/backfill`)).json.state === 'ready',
        60_000,
      );
});
afterAll(() => server.stop());

const statusOf = async (id: string) => (await ask('GET', `/api/slos/${id}/status`)).json;

describe('a composite SLO', () => {
  it.each(methods)('by %s is one SLO whose members stand as they do by themselves', async (method) => {
    const [whole, builds, tests] = await Promise.all(
      ['both', 'builds', 'tests'].map((one) => statusOf(`${key(method)}-${one}`)),
    );

    expect(whole.composite.members).toEqual(
      [
        ['builds', 0.25, builds],
        ['tests', 0.75, tests],
      ].map(([name, weight, own]) => ({
        display_name: `Builds and tests: ${name}`,
        weight,
        target: own.target,
        good: own.good,
        bad: own.bad,
        sli: own.sli,
        burn_rates: own.burn_rates,
        budget_remaining_ratio: own.budget_remaining_ratio,
      })),
    );
    expect(whole.target).toBe(0.8);
    expect([whole.good, whole.bad, whole.excluded, whole.pending]).toEqual(
      ['good', 'bad', 'excluded', 'pending'].map((name) => builds[name] + tests[name]),
    );
    const { json: list } = await ask('GET', '/api/slos');
    expect(list.items.filter(({ id }: { readonly id: string }) => id.startsWith(`${key(method)}-both`))).toHaveLength(
      1,
    );
  });

  it('by occurrences weighs the burn rates and the lost budgets', async () => {
    const [whole, builds, tests] = await Promise.all(
      ['both', 'builds', 'tests'].map((one) => statusOf(`occurrences-${one}`)),
    );

    const left = 1 - 0.25 * (1 - builds.budget_remaining_ratio) - 0.75 * (1 - tests.budget_remaining_ratio);
    expect(whole.budget_remaining_ratio).toBeCloseTo(left, 12);
    expect(whole.sli).toBeCloseTo(1 - (1 - left) * 0.2, 12);
    const { '24h': day } = whole.burn_rates;
    if (builds.burn_rates['24h'] !== null && tests.burn_rates['24h'] !== null)
      expect(day).toBeCloseTo(0.25 * builds.burn_rates['24h'] + 0.75 * tests.burn_rates['24h'], 12);
  });

  it('by ratio time slices weighs the means', async () => {
    const [whole, builds, tests] = await Promise.all(
      ['both', 'builds', 'tests'].map((one) => statusOf(`ratiotimeslices-${one}`)),
    );

    expect(whole.sli).toBeCloseTo(1 - 0.25 * (1 - builds.sli) - 0.75 * (1 - tests.sli), 12);
    expect(whole.budget_remaining_ratio).toBeCloseTo(1 - (1 - whole.sli) / 0.2, 12);
  });

  it('by time slices has a bad slice where any member has one', async () => {
    const [whole, builds, tests] = await Promise.all(
      ['both', 'builds', 'tests'].map((one) => statusOf(`timeslices-${one}`)),
    );

    expect(whole.slices.bad).toBeGreaterThanOrEqual(Math.max(builds.slices.bad, tests.slices.bad));
    expect(whole.slices.bad).toBeLessThanOrEqual(builds.slices.bad + tests.slices.bad);
    expect(whole.slices.counted).toBeGreaterThanOrEqual(Math.max(builds.slices.counted, tests.slices.counted));
    expect(whole.sli).toBeCloseTo(whole.slices.good / whole.slices.counted, 12);
  });

  it.each(methods)('by %s has a history that ends with its status, and a preview that equals it', async (method) => {
    const id = `${key(method)}-both`;
    const until = new Date(Math.ceil(Date.now() / 60_000) * 60_000).toISOString();
    const { json: history } = await ask('GET', `/api/slos/${id}/history?until=${until}`);
    const { json: preview } = await ask('POST', '/api/slos/preview', composite('other', method));
    const status = await statusOf(id);

    expect(history.items.at(-1).budget_remaining_ratio).toBeCloseTo(status.budget_remaining_ratio, 9);
    for (const name of ['good', 'bad', 'sli', 'budget_remaining_ratio', 'burn_rates', 'slices'])
      expect(preview.status[name]).toEqual(status[name]);
    expect(preview.days.reduce((sum: number, day: { readonly bad: number }) => sum + day.bad, 0)).toBe(
      preview.status.bad,
    );
    expect((await ask('GET', `/api/slos/${id}/alerts`)).json.items).toEqual(
      preview.alerts.map((alert: object) => ({ ...alert, slo: id })),
    );
  });

  it('is a series of each metric, and its members are none', async () => {
    const { text } = await ask('GET', '/metrics');

    expect(text).toContain('cislo_slo_error_budget_remaining_ratio{slo="occurrences-both"}');
    expect(text).toMatch(/cislo_slo_events_total\{slo="occurrences-both",verdict="good"\} \d/);
    expect(text).not.toContain('both/1');
  });
});
