import { describe, expect, test } from 'vitest';
import type { AlertOperator } from '../../src/alert/alert-policy.ts';
import { type BurnCount, countsOfMinutes } from '../../src/alert/burn-counts.ts';
import { conditionTest } from '../../src/alert/condition-test.ts';
import { alertedObjective, conditionOf, day, exact, hour, minute } from './burn-condition.ts';

const now = 40 * day;
const slo = alertedObjective('0.99');

function count(good: number, bad: number): BurnCount {
  return { total: good + bad, bad, badEvents: bad };
}

/** Counts by the length of the window. */
function byLength(counts: Readonly<Record<number, BurnCount | null>>) {
  return (from: number, to: number) => counts[to - from] ?? null;
}

function answer(long: BurnCount | null, short: BurnCount | null, op: AlertOperator = 'gt', threshold = '14.4') {
  const condition = conditionOf({ op, threshold: exact(threshold) });
  return conditionTest(condition, slo)(byLength({ [hour]: long, [5 * minute]: short }), now);
}

describe('a burn-rate condition', () => {
  test.each<[AlertOperator, number, string]>([
    // 144 of 1000 at a target of 99 % is a burn rate of exactly 14.4.
    ['gt', 144, 'false'],
    ['gt', 145, 'true'],
    ['gte', 144, 'true'],
    ['gte', 143, 'false'],
    ['lt', 144, 'false'],
    ['lt', 143, 'true'],
    ['lte', 144, 'true'],
    ['lte', 145, 'false'],
  ])('%s 14.4 with %i bad events of 1000 is %s', (op, bad, expected) => {
    expect(answer(count(1000 - bad, bad), count(1000 - bad, bad), op)).toBe(expected);
  });

  test('needs both windows', () => {
    expect(answer(count(10, 90), count(10, 0))).toBe('false');
    expect(answer(count(10, 0), count(10, 90))).toBe('false');
  });

  test('is false when the short window has no events, and has no data when the long one has none', () => {
    expect(answer(count(10, 90), count(0, 0))).toBe('false');
    expect(answer(count(10, 90), null)).toBe('false');
    expect(answer(count(0, 0), count(0, 0))).toBe('no_data');
    expect(answer(null, count(0, 9))).toBe('no_data');
  });

  test('needs three bad events for gt and gte, and none for lt and lte', () => {
    expect(answer(count(0, 2), count(0, 2))).toBe('false');
    expect(answer(count(0, 2), count(0, 2), 'gte')).toBe('false');
    expect(answer(count(0, 3), count(0, 3))).toBe('true');
    expect(answer(count(9, 0), count(9, 0), 'lte')).toBe('true');
  });

  test('without a short window looks at the long one alone', () => {
    const test = conditionTest(conditionOf({ shortMs: null }), slo);

    expect(test(byLength({ [hour]: count(0, 9) }), now)).toBe('true');
  });

  test('counts bad events for the smallest number, whatever the unit of the rate is', () => {
    const slices: BurnCount = { total: 12n * 10n ** 20n, bad: 12n * 10n ** 20n, badEvents: 40 };
    const test = conditionTest(conditionOf({ shortMs: null, minBad: 40 }), slo);

    expect(test(byLength({ [hour]: slices }), now)).toBe('true');
    expect(test(byLength({ [hour]: { ...slices, badEvents: 39 } }), now)).toBe('false');
  });
});

describe('an exhaustion condition', () => {
  const condition = conditionOf({
    kind: 'exhaustion',
    op: 'lt',
    threshold: exact('10'),
    lookbackMs: 2 * hour,
    shortMs: null,
  });
  const asked = (whole: BurnCount | null, recent: BurnCount, op: AlertOperator = 'lt') =>
    conditionTest({ ...condition, op }, slo)(byLength({ [30 * day]: whole, [2 * hour]: recent }), now);

  test('compares the hours that are left exactly', () => {
    // 1 % of 10,000 is 100; 50 are spent, 50 are left. 10 bad events in 2 h are 5 an hour: 10 h.
    expect(asked(count(9_950, 50), count(90, 10))).toBe('false');
    expect(asked(count(9_950, 50), count(90, 10), 'lte')).toBe('true');
    expect(asked(count(9_949, 51), count(90, 10))).toBe('true');
  });

  test('takes 0 hours for a budget that is spent', () => {
    expect(asked(count(0, 50), count(0, 3))).toBe('true');
  });

  test('needs three bad events, also to say that much is left', () => {
    expect(asked(count(0, 50), count(1, 2))).toBe('false');
  });

  test('takes a budget that nothing spends for one that lasts for ever', () => {
    const test = conditionTest({ ...condition, minBad: 0, op: 'gt' }, slo);
    const whole = { [30 * day]: count(10_000, 0), [2 * hour]: count(5, 0) };

    expect(test(byLength(whole), now)).toBe('true');
  });

  test('is false while the window of the SLO cannot be counted', () => {
    expect(asked(null, count(0, 9))).toBe('false');
  });

  test('looks at the window that ends with the minute before', () => {
    const seen: [number, number][] = [];
    conditionTest(condition, slo)((from, to) => {
      seen.push([from, to]);
      return count(0, 9);
    }, now);

    expect(seen).toEqual([
      [now - 2 * hour, now],
      [now - 30 * day, now],
    ]);
  });
});

test('windows are counted half-open, over gaps, with repeated minutes added up', () => {
  const counts = countsOfMinutes(
    [
      { at: 3 * minute, good: 1, bad: 2 },
      { at: 1 * minute, good: 4, bad: 0 },
      { at: 3 * minute, good: 0, bad: 1 },
      { at: -minute, good: 100, bad: 100 },
      { at: 10 * minute, good: 100, bad: 100 },
    ],
    0,
    10 * minute,
  );

  expect(counts(0, 10 * minute)).toEqual({ total: 8, bad: 3, badEvents: 3 });
  expect(counts(1 * minute, 3 * minute)).toEqual({ total: 4, bad: 0, badEvents: 0 });
  expect(counts(3 * minute, 4 * minute)).toEqual({ total: 4, bad: 3, badEvents: 3 });
  expect(counts(-hour, hour)).toEqual({ total: 8, bad: 3, badEvents: 3 });
  expect(countsOfMinutes([], hour, 0)(0, hour)).toEqual({ total: 0, bad: 0, badEvents: 0 });
});
