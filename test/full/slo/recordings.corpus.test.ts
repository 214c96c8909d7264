import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pairsOfLongWindows } from '../../../src/alert/burn-pairs.ts';
import {
  badEventsLeft,
  budgetRemainingRatio,
  burnRate,
  burnThreshold,
  hoursToExhaustion,
  maxBurnRate,
  sliRatio,
} from '../../../src/budget/arithmetic.ts';
import { validateFiles } from '../../../src/config/validate-files.ts';
import { parseDecimal } from '../../../src/model/decimal.ts';
import { decimalFraction, type Fraction, toNumber } from '../../../src/model/fraction.ts';
import { calendarWindow } from '../../../src/time/window-bounds.ts';
import { zonedTime } from '../../../src/time/zoned-time.ts';
import { corpusDir } from '../../support/corpus.ts';

const folder = join(corpusDir(), 'openslo');
const numbers = JSON.parse(readFileSync(join(folder, 'numeric_vectors.json'), 'utf8'));
const dayMs = 86_400_000;
const exact = (target: number | string): Fraction => decimalFraction(parseDecimal(String(target))!);
const number = (value: Fraction | null): number => toNumber(value!);

describe('the published numbers', () => {
  it('of alert thresholds come out', () => {
    for (const [days, expected] of Object.entries<number[]>(numbers.mwmbr_thresholds.by_window_days)) {
      const thresholds = pairsOfLongWindows.map(({ budgetRatio, longMs }) =>
        burnThreshold(exact(budgetRatio), Number(days) * dayMs, longMs),
      );

      for (const [index, value] of expected.entries()) expect(number(thresholds[index]!)).toBeCloseTo(value, 9);
    }
  });

  it('of the highest burn rates come out', () => {
    const targets = Object.entries<number>(numbers.max_burn_rate).filter(([name]) => Number(name) > 0);

    expect(targets.length).toBeGreaterThan(0);
    for (const [target, rate] of targets) expect(number(maxBurnRate(exact(target)))).toBeCloseTo(rate, 9);
  });

  it('of a count over occurrences come out', () => {
    const { good, total, target, Occurrences } = numbers.budgeting_methods_same_data;
    const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);
    const events = { good: sum(good), bad: sum(total) - sum(good) };

    expect(number(sliRatio(events))).toBeCloseTo(Occurrences.sli, 12);
    expect(number(burnRate(events, exact(target)))).toBeCloseTo(Occurrences.budget_consumed, 12);
  });

  it('of worked examples come out', () => {
    const worked = numbers.count_slo_worked_example;
    const { example } = numbers.honeycomb_hyperdx_formulas;
    const google = numbers.slo_generator.example;
    const events = { good: Math.round(worked.sli * 1e6), bad: Math.round((1 - worked.sli) * 1e6) };
    const counted = { good: example.total_30d - example.bad_30d, bad: example.bad_30d };
    const left = badEventsLeft(counted, exact(example.target));

    expect(number(burnRate(events, exact(worked.target)))).toBeCloseTo(worked.burn_rate, 5);
    expect(number(budgetRemainingRatio(events, exact(worked.target)))).toBeCloseTo(worked.budget_remaining, 5);
    expect(number(left)).toBe(example.remaining);
    expect(number(hoursToExhaustion(left, example.bad_2h, 2))).toBe(example.hours_to_exhaust);
    expect(number(burnRate({ good: google.good, bad: google.bad }, exact(google.goal)))).toBeCloseTo(
      google.consumed_percent / 100,
      9,
    );
  });

  it('of months in which clocks change come out', () => {
    const months = Object.entries<number>(numbers.calendar_dst).flatMap(([name, hours]) => {
      const [, timeZone, month] = /^(\S+\/\S+) (\d{4}-\d{2}) month hours$/.exec(name) ?? [];
      return timeZone === undefined ? [] : [{ timeZone, month, hours }];
    });

    expect(months.length).toBeGreaterThan(0);
    for (const { timeZone, month, hours } of months) {
      const anchor = zonedTime(Date.UTC(2026, 0, 1), timeZone);
      const now = Date.parse(`${month}-15T00:00:00Z`);

      const { from, to } = calendarWindow(
        { type: 'calendar', unit: 'month', count: 1, anchor, timeZone, text: '1M' },
        now,
      );

      expect((to - from) / 3_600_000).toBe(hours);
    }
  });
});

describe('the recorded OpenSLO files', () => {
  const [head = '', ...lines] = readFileSync(join(folder, 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
  const column = (line: string, name: string): string => line.split('\t')[head.split('\t').indexOf(name)] ?? '';
  const files = lines.map((line) => ({ file: column(line, 'file'), expected: column(line, 'expected_verdict') }));

  it('are all read without an accident', () => {
    for (const { file } of files) {
      const [result] = validateFiles([{ file, text: readFileSync(join(folder, file), 'utf8') }]).files;

      for (const { line, column: position } of result?.problems ?? []) expect(line * position).toBeGreaterThan(0);
    }
  });

  it('that are wrong SLOs are refused', () => {
    const slos = files.filter(({ file, expected }) => expected === 'invalid' && /(^|\/)slo-/.test(file));

    const accepted = slos.filter(
      ({ file }) => validateFiles([{ file, text: readFileSync(join(folder, file), 'utf8') }]).files[0]?.valid,
    );

    expect(slos.length).toBeGreaterThan(50);
    expect(accepted).toEqual([]);
  });
});
