import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { backtest } from '../../../src/alert/backtest.ts';
import { type AlertMinute, countsOfMinutes } from '../../../src/alert/burn-counts.ts';
import { defaultPolicies } from '../../../src/alert/default-policies.ts';
import { burnWindows } from '../../../src/budget/burn-windows.ts';
import { type Decimal, parseDecimal } from '../../../src/model/decimal.ts';
import { decimalFraction } from '../../../src/model/fraction.ts';
import { exportedSeries, traffic } from '../../support/exported-series.ts';
import { firingAlerts } from '../../support/firing-alerts.ts';
import { promtool, promtools } from '../../support/prometheus.ts';

const rulesFile = fileURLToPath(new URL('../../../grafana/rules/cislo.rules.yml', import.meta.url));

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** An SLO called `s`. */
function sloOf(digits: string, days: number) {
  const target = decimalFraction(parseDecimal(digits) as Decimal);
  return { target, windowMs: days * dayMs, policies: defaultPolicies(target, days * dayMs) };
}

function seriesOf(minutes: readonly AlertMinute[], { target, windowMs }: ReturnType<typeof sloOf>) {
  return exportedSeries(minutes, { target, windowMs, windows: Object.values(burnWindows) });
}

/** The pairs (`1h`, `6h`, …) that fire at a minute. */
function firing(input: readonly object[], minute: number): readonly string[] {
  return firingAlerts(rulesFile, input, [minute], 'long').get(minute) ?? [];
}

test.each(promtools)('%s accepts the rules', (program) => {
  const { status, output } = promtool(['check', 'rules', rulesFile], '', program);

  expect(status, output).toBe(0);
  expect(output).toContain('SUCCESS');
});

describe('an outage', () => {
  // 20 events a minute; from minute 400 to minute 900, 40 % of them are bad.
  const isOut = (minute: number) => minute >= 400 && minute < 900;
  const minutes = traffic(
    1_500,
    (minute) => (isOut(minute) ? 12 : 20),
    (minute) => (isOut(minute) ? 8 : 0),
  );
  const counts = countsOfMinutes(minutes, 0, minutes.length * minuteMs);

  test.each([
    ['0.98', 30],
    ['0.98', 7],
    // 14.4 is out of reach.
    ['0.92', 30],
  ])('at a target of %s over %i days fires and ends at the minutes that cislo computes', (digits, days) => {
    const slo = sloOf(digits, days);
    const input = seriesOf(minutes, slo);
    const window = { type: 'rolling', ms: slo.windowMs, text: '' } as const;
    const objective = { slo: 's', target: slo.target, window };
    const fired = slo.policies.flatMap((policy) => {
      const [alert] = backtest(objective, [policy], counts, 0, 1_499 * minuteMs).alerts;
      return alert === undefined ? [] : [{ long: policy.name.split('-')[1] ?? '', alert }];
    });

    expect(fired.length).toBeGreaterThan(0);
    const end = 1_499;
    const asked = fired.flatMap(({ alert: { firingAt, resolvedAt } }) =>
      [firingAt, ...(resolvedAt === null ? [] : [resolvedAt])].flatMap((at) => [at / minuteMs - 1, at / minuteMs]),
    );
    const told = firingAlerts(rulesFile, input, [...asked, end], 'long');
    for (const { long, alert } of fired) {
      const isFiring = (minute: number) => (told.get(minute) ?? []).filter((one) => one === long).length;
      expect(alert.firingAt / minuteMs).toBeGreaterThan(400);
      expect([isFiring(alert.firingAt / minuteMs - 1), isFiring(alert.firingAt / minuteMs)]).toEqual([0, 1]);
      if (alert.resolvedAt === null) expect(isFiring(end)).toBe(1);
      else expect([isFiring(alert.resolvedAt / minuteMs - 1), isFiring(alert.resolvedAt / minuteMs)]).toEqual([1, 0]);
    }
  });
});

describe('never fires', () => {
  const slo = sloOf('0.98', 30);

  test('on two bad events, however few the good ones are', () => {
    const two = traffic(
      120,
      () => 0,
      (minute) => (minute === 50 || minute === 52 ? 1 : 0),
    );

    for (const minute of [53, 55, 60, 100]) expect(firing(seriesOf(two, slo), minute)).toEqual([]);
  });

  test('but does on the third', () => {
    const three = traffic(
      120,
      () => 0,
      (minute) => (minute >= 50 && minute <= 52 ? 1 : 0),
    );

    expect(firing(seriesOf(three, slo), 55)).toEqual(['1h', '6h']);
    expect(firing(seriesOf(three, slo), 68)).toEqual(['24h', '3d', '6h']);
  });

  test('on no data', () => {
    const nothing = traffic(
      120,
      () => 0,
      () => 0,
    );

    expect(firing([], 60)).toEqual([]);
    expect(firing(seriesOf(nothing, slo), 60)).toEqual([]);
  });

  test.each([
    // 24 h and 3 d are not shorter than the window, and 40 % of one day over 6 h is below 1.
    ['0.98', 1, ['1h']],
    // Burn rates end at 5: 14.4 and 6 are left out, and not made smaller.
    ['0.8', 30, ['24h', '3d']],
    ['0.5', 30, ['3d']],
  ])('at a target of %s over %i days by other pairs than %j', (digits, days, longs) => {
    const allBad = traffic(
      400,
      () => 0,
      () => 10,
    );

    expect(firing(seriesOf(allBad, sloOf(digits, days)), 390)).toEqual(longs);
    expect(sloOf(digits, days).policies.map(({ name }) => name.split('-')[1])).toEqual(longs);
  });
});
