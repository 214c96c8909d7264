import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { AlertPolicy } from '../../../src/alert/alert-policy.ts';
import { backtest } from '../../../src/alert/backtest.ts';
import { type AlertMinute, countsOfMinutes } from '../../../src/alert/burn-counts.ts';
import { alertedSloOf } from '../../../src/generate/alerted-slo-of.ts';
import { alertmanagerConfig } from '../../../src/generate/alertmanager-config.ts';
import { prometheusRules } from '../../../src/generate/prometheus-rules.ts';
import { slothRules } from '../../../src/generate/sloth-rules.ts';
import { parseDecimal } from '../../../src/model/decimal.ts';
import { decimalFraction, fraction } from '../../../src/model/fraction.ts';
import { formatYaml } from '../../../src/yaml/format-yaml.ts';
import { alertedSlo } from '../../generate/alerted-slo.ts';
import { exportedSeries, traffic, windowsOf } from '../../support/exported-series.ts';
import { firingAlerts } from '../../support/firing-alerts.ts';
import { objectives } from '../../support/objectives.ts';
import { promtool, promtools } from '../../support/prometheus.ts';

const dir = mkdtempSync(join(tmpdir(), 'cislo-generated-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const minute = 60_000;
/** Beside the usual policies one whose windows only it names: they are exported because it does. */
const usual = alertedSlo();
const own = (usual.policies[0] as AlertPolicy).condition;
const ownPolicy: AlertPolicy = {
  ...(usual.policies[0] as AlertPolicy),
  name: 'own-4h-20m',
  condition: { ...own, name: 'own-4h-20m', threshold: fraction(8), lookbackMs: 240 * 60_000, shortMs: 20 * 60_000 },
};
const slo = { ...usual, policies: [...usual.policies, ownPolicy] };
const decimal = parseDecimal(slo.targetDecimal);
if (decimal === null) throw new Error('the target is a number');
const target = decimalFraction(decimal);
const window = { type: 'rolling', ms: slo.windowMs, text: '30d' } as const;
const rulesFile = join(dir, 'rules.yml');
writeFileSync(rulesFile, formatYaml(prometheusRules([slo], { version: [2, 42] }).file, ''));

/** What is exported of these minutes for the windows of the policies. */
const seriesOf = (minutes: readonly AlertMinute[], from = 0) =>
  exportedSeries(minutes, { target, windowMs: slo.windowMs, windows: windowsOf(slo.policies), from });

/** The policies that fire at a minute. */
function firing(input: readonly object[], at: number): readonly string[] {
  return firingAlerts(rulesFile, input, [at], 'policy').get(at) ?? [];
}

test.each(promtools)('%s accepts every generated rule file, of all SLOs together', (program) => {
  const slos = objectives.map((objective) => alertedSloOf(objective, Date.UTC(2026, 0, 5)));
  const files = {
    'all.yml': prometheusRules(slos, { version: [2, 42] }).file,
    'old.yml': prometheusRules(slos, { version: [2, 30] }).file,
    'sloth.yml': slothRules(slos, '0.1.0'),
  };
  for (const [name, file] of Object.entries(files)) {
    const path = join(dir, name);
    writeFileSync(path, formatYaml(file, 'Made for a test.'));

    const { status, output } = promtool(['check', 'rules', path], '', program);

    expect(status, output).toBe(0);
    expect(output).toContain('SUCCESS');
  }
  expect(alertmanagerConfig(slos, []).config.route.routes).toHaveLength(12);
});

describe('an outage', () => {
  // 20 events a minute. From minute 400 on, 40 % are bad; from minute 900 on, all is well again.
  const minutes = traffic(
    1500,
    (index) => (index >= 400 && index < 900 ? 12 : 20),
    (index) => (index >= 400 && index < 900 ? 8 : 0),
  );
  const input = seriesOf(minutes);
  const counts = countsOfMinutes(minutes, 0, minutes.length * minute);
  const objective = { slo: 's', target, window };

  test.each(slo.policies)('fires $name and resets it at the minutes that cislo computes', (policy) => {
    const [alert] = backtest(objective, [policy], counts, 0, 1499 * minute).alerts;
    const firingAt = (alert?.firingAt ?? Number.NaN) / minute;

    const resolvedAt = alert?.resolvedAt == null ? null : alert.resolvedAt / minute;
    const asked = [firingAt, ...(resolvedAt === null ? [] : [resolvedAt])].flatMap((at) => [at - 1, at]);
    const told = firingAlerts(rulesFile, input, [...asked, 1499], 'policy');
    const isFiring = (at: number) => (told.get(at) ?? []).filter((name) => name === policy.name).length;

    expect(firingAt).toBeGreaterThan(400);
    expect([isFiring(firingAt - 1), isFiring(firingAt)]).toEqual([0, 1]);
    if (resolvedAt === null) expect(isFiring(1499)).toBe(1);
    else expect([isFiring(resolvedAt - 1), isFiring(resolvedAt)]).toEqual([1, 0]);
  });
});

describe('nothing fires', () => {
  test('on two bad events, and the third is enough', () => {
    const two = seriesOf(
      traffic(
        120,
        () => 0,
        (index) => (index === 50 || index === 51 ? 1 : 0),
      ),
    );
    const three = seriesOf(
      traffic(
        120,
        () => 0,
        (index) => (index >= 50 && index < 53 ? 1 : 0),
      ),
    );

    for (const at of [52, 54, 60, 80]) expect(firing(two, at)).toEqual([]);
    expect(firing(three, 55)).toContain('burn-1h-5m');
  });

  test('on no data', () => {
    expect(firing([], 60)).toEqual([]);
    expect(
      firing(
        seriesOf(
          traffic(
            120,
            () => 0,
            () => 0,
          ),
        ),
        60,
      ),
    ).toEqual([]);
  });

  test('right after a restart, and what burns on fires again', () => {
    const outage = traffic(
      500,
      () => 10,
      (index) => (index >= 100 ? 10 : 0),
    );
    const restarted = seriesOf(outage, 300);
    const healthy = seriesOf(
      traffic(
        500,
        () => 20,
        () => 0,
      ),
      300,
    );

    expect(firing(restarted, 300)).toEqual([]);
    expect(firing(restarted, 301)).toEqual([]);
    expect(firing(restarted, 302)).toContain('burn-1h-5m');
    for (const at of [300, 302, 330]) expect(firing(healthy, at)).toEqual([]);
  });
});
