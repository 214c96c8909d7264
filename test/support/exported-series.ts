import type { AlertPolicy } from '../../src/alert/alert-policy.ts';
import { type AlertMinute, countsOfMinutes } from '../../src/alert/burn-counts.ts';
import { burnRate } from '../../src/budget/arithmetic.ts';
import { windowLabel } from '../../src/budget/window-label.ts';
import { type Fraction, toNumber } from '../../src/model/fraction.ts';

const minuteMs = 60_000;

/** A series as promtool takes it, a value a minute. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** An SLO called `s`, and what is exported of it. Lengths in ms. */
export interface ExportedSlo {
  readonly target: Fraction;
  readonly windowMs: number;
  readonly windows: readonly number[];
  /** The minute from which on the gauges are exported; default: the first. */
  readonly from?: number;
}

/** Good and bad events of each minute from 0 on. */
export function traffic(
  length: number,
  good: (minute: number) => number,
  bad: (minute: number) => number,
): readonly AlertMinute[] {
  return Array.from({ length }, (_, index) => ({ at: index * minuteMs, good: good(index), bad: bad(index) }));
}

/** The lengths of the windows that policies name, each once. */
export function windowsOf(policies: readonly AlertPolicy[]): readonly number[] {
  const lengths = policies.flatMap(({ condition: { lookbackMs, shortMs } }) => [
    lookbackMs,
    ...(shortMs === null ? [] : [shortMs]),
  ]);
  return [...new Set(lengths)];
}

/** What two replicas export of these minutes. `_` is a scrape without the series. */
export function exportedSeries(
  minutes: readonly AlertMinute[],
  { target, windowMs, windows, from = 0 }: ExportedSlo,
): readonly InputSeries[] {
  const counts = countsOfMinutes(minutes, 0, minutes.length * minuteMs);
  const line = (name: string, labels: string, value: (at: number) => number | null): readonly InputSeries[] =>
    ['a', 'b'].map((instance) => ({
      series: `${name}{job="cislo",instance="${instance}",slo="s"${labels}}`,
      values: minutes.map((_, index) => (index < from ? '_' : (value(index * minuteMs) ?? '_'))).join(' '),
    }));
  return [
    ...line('cislo_slo_objective_ratio', '', () => toNumber(target)),
    ...line('cislo_slo_window_seconds', '', () => windowMs / 1000),
    ...windows.flatMap((length) => {
      const counted = (at: number) => counts(at - length, at) ?? { total: 0n, bad: 0n, badEvents: 0 };
      const label = `,window="${windowLabel(length)}"`;
      return [
        ...line('cislo_slo_burn_rate', label, (at) => {
          const { total, bad } = counted(at);
          const rate = burnRate({ good: Number(total) - Number(bad), bad: Number(bad) }, target);
          return rate === null ? null : toNumber(rate);
        }),
        ...line('cislo_slo_window_events', `${label},verdict="bad"`, (at) => counted(at).badEvents),
      ];
    }),
  ];
}
