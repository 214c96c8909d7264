import { describe, expect, test } from 'vitest';
import type { AlertPolicy } from '../../src/alert/alert-policy.ts';
import type { AlertingRule } from '../../src/generate/prometheus-rule-file.ts';
import { prometheusRuleObject } from '../../src/generate/prometheus-rule-object.ts';
import { prometheusRules } from '../../src/generate/prometheus-rules.ts';
import { prometheusDuration } from '../../src/time/prometheus-duration.ts';
import { alertedSlo } from './alerted-slo.ts';

const newest = { version: [3, 1] } as const;

function alerts(parts: Parameters<typeof alertedSlo>[0], version: readonly [number, number] = [3, 1]) {
  const { file } = prometheusRules([alertedSlo(parts)], { version });
  return (file.groups[0]?.rules ?? []) as readonly AlertingRule[];
}

function policy(parts: Partial<Omit<AlertPolicy, 'condition'>>, condition: Partial<AlertPolicy['condition']> = {}) {
  const [usual] = alertedSlo().policies as readonly [AlertPolicy];
  return { ...usual, ...parts, condition: { ...usual.condition, ...condition } };
}

test('each policy becomes a rule over the gauges of its windows, with its threshold and lengths', () => {
  const told = alerts({}).map(({ for: held, keep_firing_for: kept, labels }) => [
    labels.policy,
    labels.severity,
    held,
    kept,
  ]);

  expect(told).toEqual([
    ['burn-1h-5m', 'page', '2m', '5m'],
    ['burn-6h-30m', 'page', '2m', '5m'],
    ['burn-24h-2h', 'ticket', '15m', '5m'],
    ['burn-3d-6h', 'ticket', '15m', '5m'],
  ]);
  expect(alerts({})[0]?.expr).toBe(
    `max by (job, slo) (cislo_slo_burn_rate{slo="s",window="1h"}) > 14.4
and on (job, slo) max by (job, slo) (cislo_slo_burn_rate{slo="s",window="5m"}) > 14.4
and on (job, slo) max by (job, slo) (cislo_slo_window_events{slo="s",window="1h",verdict="bad"}) >= 3`,
  );
});

test.each([
  [[2, 41], undefined],
  [[1, 99], undefined],
  [[2, 42], '5m'],
  [[3, 0], '5m'],
] as const)('Prometheus %j is told to keep firing for %s', (version, expected) => {
  expect(alerts({}, version)[0]?.keep_firing_for).toBe(expected);
});

describe('a policy', () => {
  test('without a short window, a wait or a delay asks for none', () => {
    const [rule] = alerts({ policies: [policy({}, { shortMs: null, alertAfterMs: 0, resolveAfterMs: 0, op: 'gte' })] });

    expect(rule?.expr.split('\n')).toHaveLength(2);
    expect(rule?.expr).toContain('>= 14.4');
    expect(rule).not.toHaveProperty('for');
    expect(rule).not.toHaveProperty('keep_firing_for');
    expect(rule?.annotations.description).toContain('Over the last 1h. The target');
  });

  test('that asks for little needs no bad events', () => {
    const [lt, lte] = alerts({
      policies: [policy({}, { op: 'lt' }), policy({}, { op: 'lte', lookbackMs: 2_700_000 })],
    });

    expect(lt?.expr).not.toContain('window_events');
    expect(lte?.expr).toContain('window="45m"}) <= 14.4');
  });

  test('says who is responsible and where to look; what it does not say its SLO does', () => {
    const slo = { team: 'infra', owner: 'ada', runbook: 'https://r', dashboard: 'https://d' };
    const own = policy({ owner: 'bob', runbook: 'https://own', dashboard: 'https://own-d', labels: { tier: '1' } });
    const [first, second] = alerts({ ...slo, policies: [policy({}), own] });

    expect(first?.labels).toMatchObject({ team: 'infra', owner: 'ada', slo: 's', service: 'ci' });
    expect(first?.annotations).toMatchObject({ runbook_url: 'https://r', dashboard_url: 'https://d' });
    expect(second?.labels).toMatchObject({ owner: 'bob', tier: '1' });
    expect(second?.annotations).toMatchObject({ runbook_url: 'https://own', dashboard_url: 'https://own-d' });
  });

  test('about exhaustion is left out and named', () => {
    const slo = alertedSlo({ policies: [policy({ name: 'soon' }, { kind: 'exhaustion' })] });
    const { file, leftOut } = prometheusRules([slo], newest);

    expect(leftOut).toEqual(['s/soon']);
    expect(file.groups.map(({ name }) => name)).toEqual(['cislo-percentiles']);
  });
});

test('the percentiles of three times are recorded', () => {
  const { groups } = prometheusRules([], newest).file;

  expect(groups.flatMap(({ rules }) => rules.map((rule) => ('record' in rule ? rule.record : '')))).toEqual(
    [
      'cislo:job_queue_duration_seconds',
      'cislo:job_run_duration_seconds',
      'cislo:revision_first_status_seconds',
    ].flatMap((name) => ['p50', 'p95', 'p99'].map((percentile) => `${name}:${percentile}`)),
  );
});

test('an object for the operator holds the same groups', () => {
  const { file } = prometheusRules([alertedSlo()], newest);

  expect(prometheusRuleObject(file, 'x')).toMatchObject({
    kind: 'PrometheusRule',
    metadata: { name: 'x' },
    spec: { groups: file.groups },
  });
});

test.each([
  [0, '0s'],
  [90_000, '90s'],
  [5_400_000, '90m'],
  [86_400_000, '1d'],
  [2_592_000_000, '30d'],
])('%i ms are written as %s', (ms, expected) => {
  expect(prometheusDuration(ms)).toBe(expected);
});
