import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { promtool, promtools } from './prometheus.ts';

/**
 * The value of `label` of each error-budget alert that fires at each of these minutes, by an older and a newer Prometheus alike. Asked by
 * trying: promtool fails with what it got.
 */
export function firingAlerts(
  rulesFile: string,
  input: readonly object[],
  minutes: readonly number[],
  label: string,
): ReadonlyMap<number, readonly string[]> {
  const asked = [...new Set(minutes)].sort((a, b) => a - b);
  const dir = mkdtempSync(join(tmpdir(), 'cislo-firing-'));
  const file = join(dir, 'test.json');
  const asks = asked.map((minute) => ({
    eval_time: `${minute}m`,
    alertname: 'CisloErrorBudgetBurn',
    exp_alerts: [{ exp_labels: { no: 'such' } }],
  }));
  const tests = [{ interval: '1m', input_series: input, alert_rule_test: asks }];
  writeFileSync(file, JSON.stringify({ rule_files: [rulesFile], evaluation_interval: '1m', tests }));
  const [older = [], newer] = promtools.map((program) => {
    const { status, output } = promtool(['test', 'rules', file], '', program);
    expect(status, output).toBe(1);
    // One part for each minute, in their order.
    const parts = output.split('got:').slice(1);
    expect(parts, output).toHaveLength(asked.length);
    return parts.map((part) => {
      const [got = ''] = part.split('alertname:', 1);
      return [...got.matchAll(new RegExp(`\\b${label}="([^"]+)"`, 'g'))].map(([, value]) => value ?? '').sort();
    });
  });
  rmSync(dir, { recursive: true, force: true });
  expect(newer).toEqual(older);
  return new Map(asked.map((minute, index) => [minute, older[index] ?? []]));
}
