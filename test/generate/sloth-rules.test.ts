import { expect, test } from 'vitest';
import type { RecordingRule } from '../../src/generate/prometheus-rule-file.ts';
import { slothRules } from '../../src/generate/sloth-rules.ts';
import { alertedSlo } from './alerted-slo.ts';

const day = 86_400_000;

function rules(windowMs: number): readonly RecordingRule[] {
  const { groups } = slothRules([alertedSlo({ windowMs, targetDecimal: '0.9995' })], '1.2.3');
  return groups.flatMap((group) => group.rules as readonly RecordingRule[]);
}

test('the names are those of Sloth, and the numbers come from the gauges', () => {
  const all = rules(30 * day);

  expect(all.map(({ record }) => record)).toEqual([
    ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'].map((window) => `slo:sli_error:ratio_rate${window}`),
    'slo:objective:ratio',
    'slo:error_budget:ratio',
    'slo:time_period:days',
    'slo:current_burn_rate:ratio',
    'slo:period_burn_rate:ratio',
    'slo:period_error_budget_remaining:ratio',
    'sloth_slo_info',
  ]);
  const of = (record: string) => all.find((rule) => rule.record === record);
  expect(of('slo:sli_error:ratio_rate1d')).toEqual({
    record: 'slo:sli_error:ratio_rate1d',
    expr: 'max(cislo_slo_burn_rate{slo="s",window="24h"}) * 0.0005',
    labels: { sloth_id: 'ci-s', sloth_service: 'ci', sloth_slo: 's', sloth_window: '1d' },
  });
  expect(of('slo:error_budget:ratio')?.expr).toBe('vector(0.0005)');
  expect(of('slo:time_period:days')?.expr).toBe('vector(30)');
  expect(of('sloth_slo_info')?.labels).toMatchObject({ sloth_version: '1.2.3', sloth_objective: '0.9995' });
});

test('a window of the SLO that is one of the usual ones is recorded once, over the whole', () => {
  const three = rules(3 * day).filter(({ record }) => record === 'slo:sli_error:ratio_rate3d');

  expect(three.map(({ expr }) => expr)).toEqual(['1 - max(cislo_slo_sli_ratio{slo="s"})']);
});
