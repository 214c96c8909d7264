import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import {
  alertPairs,
  alertThreshold,
  type BurnWindow,
  burnWindowNames,
  burnWindows,
} from '../../../src/slo/alert-pairs.ts';
import { promtool } from '../../support/prometheus.ts';

const rulesFile = fileURLToPath(new URL('../../../grafana/rules/cislo.rules.yml', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'cislo-rules-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const thirtyDaysMs = 30 * 86_400_000;
const minuteMs = 60_000;

/** Good and bad events of each minute; the counts at minute n are of the minutes before it. */
interface Traffic {
  readonly minutes: number;
  readonly good: (minute: number) => number;
  readonly bad: (minute: number) => number;
}

interface Told {
  readonly minute: number;
  readonly counts: Readonly<Record<BurnWindow, { readonly good: number; readonly bad: number }>>;
}

function tell({ minutes, good, bad }: Traffic): readonly Told[] {
  const sum = (of: (minute: number) => number, from: number, to: number): number => {
    let total = 0;
    for (let minute = Math.max(0, from); minute < to; minute += 1) total += of(minute);
    return total;
  };
  return Array.from({ length: minutes }, (_, minute) => ({
    minute,
    counts: Object.fromEntries(
      burnWindowNames.map((name) => {
        const from = minute - burnWindows[name] / minuteMs;
        return [name, { good: sum(good, from, minute), bad: sum(bad, from, minute) }];
      }),
    ) as Told['counts'],
  }));
}

/** Computed with plain division here, apart from the code that exports it. null: no events. */
function burn({ good, bad }: { readonly good: number; readonly bad: number }, target: number): number | null {
  return good + bad === 0 ? null : bad / (good + bad) / (1 - target);
}

/** What two replicas export, as promtool takes it. `_` is a scrape without the series. */
function series(
  told: readonly Told[],
  target: number,
  windowSeconds = 2_592_000,
): readonly { readonly series: string; readonly values: string }[] {
  const line = (name: string, labels: string, value: (one: Told) => number | null) =>
    ['a', 'b'].map((instance) => ({
      series: `${name}{job="cislo",instance="${instance}",slo="s"${labels}}`,
      values: told.map((one) => value(one) ?? '_').join(' '),
    }));
  return [
    ...line('cislo_slo_objective_ratio', '', () => target),
    ...line('cislo_slo_window_seconds', '', () => windowSeconds),
    ...burnWindowNames.flatMap((name) => [
      ...line('cislo_slo_burn_rate', `,window="${name}"`, ({ counts }) => burn(counts[name], target)),
      ...line('cislo_slo_window_events', `,window="${name}",verdict="bad"`, ({ counts }) => counts[name].bad),
    ]),
  ];
}

/** The first minute at which a pair has both windows over the threshold and three bad events; null when there is none. */
function firstMinute(
  told: readonly Told[],
  target: number,
  long: BurnWindow,
  short: BurnWindow,
  threshold: number,
): number | null {
  const over = (one: Told, name: BurnWindow) => (burn(one.counts[name], target) ?? 0) > threshold;
  return told.find((one) => over(one, long) && over(one, short) && one.counts[long].bad >= 3)?.minute ?? null;
}

/** The pairs (`1h`, `6h`, …) that fire at a minute, asked from promtool by trying: it fails with what it got. */
function firing(input: readonly object[], minute: number): readonly string[] {
  const file = join(dir, 'test.json');
  const ask = {
    eval_time: `${minute}m`,
    alertname: 'CisloErrorBudgetBurn',
    exp_alerts: [{ exp_labels: { impossible: 'yes' } }],
  };
  writeFileSync(
    file,
    JSON.stringify({
      rule_files: [rulesFile],
      evaluation_interval: '1m',
      tests: [{ interval: '1m', input_series: input, alert_rule_test: [ask] }],
    }),
  );
  const { status, output } = promtool(['test', 'rules', file]);
  expect(status, output).toBe(1);
  const got = output.slice(output.indexOf('got:'));
  expect(output).toContain('got:');
  return [...got.matchAll(/long="(\w+)"/g)].map(([, long]) => long ?? '').sort();
}

test('promtool accepts the rules', () => {
  const { status, output } = promtool(['check', 'rules', rulesFile]);

  expect(status, output).toBe(0);
  expect(output).toContain('SUCCESS');
});

describe('an outage', () => {
  // 20 events a minute; from minute 400 on, 40 % of them are bad.
  const told = tell({
    minutes: 1500,
    good: (minute) => (minute < 400 ? 20 : 12),
    bad: (minute) => (minute < 400 ? 0 : 8),
  });
  const target = 0.98;
  const input = series(told, target);

  test.each(alertPairs)('fires $long/$short at the minute that was computed, once for all replicas', (pair) => {
    const minute = firstMinute(told, target, pair.long, pair.short, alertThreshold(pair, thirtyDaysMs)) ?? Number.NaN;

    const before = firing(input, minute - 1);
    const then = firing(input, minute);

    expect(minute).toBeGreaterThan(400);
    expect(before).not.toContain(pair.long);
    expect(then.filter((long) => long === pair.long)).toHaveLength(1);
  });

  test('is forgotten soon after it is over', () => {
    const over = tell({ minutes: 800, good: () => 20, bad: (minute) => (minute >= 400 && minute < 460 ? 20 : 0) });
    const overInput = series(over, target);

    expect(firing(overInput, 459)).toContain('1h');
    expect(firing(overInput, 465)).not.toContain('1h');
  });
});

describe('never fires', () => {
  test('on two bad events, however few the good ones are', () => {
    const told = tell({ minutes: 120, good: () => 0, bad: (minute) => (minute === 50 || minute === 52 ? 1 : 0) });
    const input = series(told, 0.98);

    for (const minute of [51, 53, 55, 60, 100]) expect(firing(input, minute)).toEqual([]);
  });

  test('but does on the third', () => {
    const told = tell({ minutes: 120, good: () => 0, bad: (minute) => (minute >= 50 && minute <= 52 ? 1 : 0) });

    expect(firing(series(told, 0.98), 53)).toEqual(['1h', '24h', '3d', '6h']);
  });

  test('on no data', () => {
    expect(firing([], 60)).toEqual([]);
    expect(firing(series(tell({ minutes: 120, good: () => 0, bad: () => 0 }), 0.98), 60)).toEqual([]);
  });

  test('for a long window that is not shorter than that of the objective', () => {
    const told = tell({ minutes: 300, good: () => 9, bad: () => 1 });

    expect(firing(series(told, 0.5, 86_400), 200)).not.toContain('3d');
    expect(firing(series(told, 0.5, 86_400), 200)).not.toContain('24h');
  });
});

test('a threshold that the objective cannot reach becomes 90 % of the highest burn rate there is', () => {
  // Target 80 %: burn rates end at 5, under the usual 14.4 and 6.
  const nearlyAll = tell({
    minutes: 400,
    good: (minute) => (minute < 100 ? 10 : minute % 20 === 0 ? 1 : 0),
    bad: (minute) => (minute < 100 ? 0 : 10),
  });
  const half = tell({
    minutes: 400,
    good: (minute) => (minute < 100 ? 10 : 5),
    bad: (minute) => (minute < 100 ? 0 : 5),
  });

  expect(firing(series(nearlyAll, 0.8), 170)).toContain('1h');
  expect(firing(series(half, 0.8), 170)).not.toContain('1h');
});
