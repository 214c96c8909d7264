import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertEvaluator } from '../../src/alert/alert-evaluator.ts';
import type { AlertPolicy } from '../../src/alert/alert-policy.ts';
import { noAlertYet } from '../../src/alert/alert-progress.ts';
import { backtest, backtestStart } from '../../src/alert/backtest.ts';
import { type AlertMinute, type BurnCounts, countsOfMinutes } from '../../src/alert/burn-counts.ts';
import { defaultPolicies } from '../../src/alert/default-policies.ts';
import { alertedObjective, conditionOf, day, exact, hour, minute } from './burn-condition.ts';

const slo = alertedObjective('0.99');
const policies = defaultPolicies(slo.target, 30 * day);

function policyOf(parts: Parameters<typeof conditionOf>[0]): AlertPolicy {
  return { ...(policies[0] as AlertPolicy), condition: conditionOf(parts) };
}

/** Adds up every minute of a window anew. */
function slowCounts(minutes: readonly AlertMinute[]): BurnCounts {
  return (from, to) => {
    const inside = minutes.filter(({ at }) => at >= from && at < to);
    const bad = inside.reduce((sum, one) => sum + one.bad, 0);
    return { total: inside.reduce((sum, one) => sum + one.good, bad), bad, badEvents: bad };
  };
}

describe('a back-test', () => {
  const minutes = (bad: (index: number) => number): AlertMinute[] =>
    Array.from({ length: 600 }, (_, index) => ({ at: index * minute, good: 20 - bad(index), bad: bad(index) }));

  test('tells when each policy would have fired and been resolved, how fast it burnt and what went bad', () => {
    // Everything is bad from minute 200 on, for 30 minutes. The rate of 1h is above 14.4 once 9 of 60 minutes are bad.
    const counts = countsOfMinutes(
      minutes((index) => (index >= 200 && index < 230 ? 20 : 0)),
      0,
      600 * minute,
    );

    const { alerts } = backtest(slo, policies.slice(0, 1), counts, 60 * minute, 599 * minute);

    // At 235 the short window has no bad minute any more.
    expect(alerts).toEqual([
      {
        slo: 's',
        policy: 'burn-1h-5m',
        condition: 'burn-1h-5m',
        severity: 'page',
        pendingAt: 209 * minute,
        firingAt: 211 * minute,
        resolvedAt: 240 * minute,
        peakBurnRate: 50,
        bad: 600,
      },
    ]);
  });

  test('that ends before an alert does has it without an end', () => {
    const counts = countsOfMinutes(
      minutes((index) => (index >= 200 ? 20 : 0)),
      0,
      600 * minute,
    );

    const { alerts, progress } = backtest(slo, policies.slice(0, 1), counts, 60 * minute, 220 * minute);

    expect(alerts).toMatchObject([{ firingAt: 211 * minute, resolvedAt: null, bad: 400 }]);
    expect(progress).toMatchObject([{ policy: { name: 'burn-1h-5m' }, progress: { state: 'firing' } }]);
  });

  test('sees the events before its beginning, but begins inactive', () => {
    const counts = countsOfMinutes(
      minutes(() => 20),
      0,
      600 * minute,
    );

    const { alerts } = backtest(slo, policies.slice(0, 1), counts, 300 * minute - 1, 310 * minute);

    expect(alerts).toMatchObject([{ pendingAt: 300 * minute, firingAt: 302 * minute, bad: 20 * 68 }]);
  });

  test('has the alerts of several policies in the order in which they fired', () => {
    const counts = countsOfMinutes(
      minutes((index) => (index >= 300 ? 20 : 0)),
      0,
      600 * minute,
    );

    const { alerts } = backtest(slo, policies, counts, 0, 599 * minute);

    expect(alerts.map(({ firingAt }) => firingAt)).toEqual(alerts.map(({ firingAt }) => firingAt).toSorted());
    expect(new Set(alerts.map(({ policy }) => policy)).size).toBe(4);
  });

  test('without events raises nothing', () => {
    const { alerts, progress } = backtest(slo, policies, countsOfMinutes([], 0, day), 0, day);

    expect(alerts).toEqual([]);
    expect(progress.map(({ progress: { isFrozen } }) => isFrozen)).toEqual([true, true, true, true]);
  });

  test('looks back as far as its longest window, and for exhaustion as far as that of the SLO', () => {
    const exhaustion = policyOf({ kind: 'exhaustion', op: 'lt', threshold: exact('4') });

    expect(backtestStart(slo, policies, 40 * day + 1)).toBe(37 * day + minute);
    expect(backtestStart(slo, [exhaustion], 40 * day)).toBe(10 * day);
    expect(backtestStart(slo, [], 40 * day)).toBe(40 * day);
  });
});

test('a back-test finds what an evaluation finds that goes from minute to minute and adds up every window anew', () => {
  const written = fc.record({
    op: fc.constantFrom('gt', 'gte', 'lt', 'lte'),
    kind: fc.constantFrom('burnrate', 'exhaustion'),
    threshold: fc.integer({ min: 1, max: 40 }).map((tenths) => exact(String(tenths / 10))),
    lookbackMs: fc.integer({ min: 4, max: 30 }).map((length) => length * minute),
    shortMs: fc.option(fc.integer({ min: 1, max: 3 }).map((length) => length * minute)),
    minBad: fc.integer({ min: 1, max: 4 }),
    alertAfterMs: fc.integer({ min: 0, max: 4 }).map((length) => length * minute),
    resolveAfterMs: fc.integer({ min: 0, max: 4 }).map((length) => length * minute),
  } as const);
  const events = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 150 }).map((index) => index * minute),
      good: fc.nat(3),
      bad: fc.nat(2),
    }),
    { maxLength: 80 },
  );
  const short = alertedObjective('0.8', hour);
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), events, fc.nat(100), (conditions, list, start) => {
      const own = conditions.map(policyOf);
      const since = start * minute;
      const until = 160 * minute;
      const fast = backtest(short, own, countsOfMinutes(list, backtestStart(short, own, since), until), since, until);

      const slow = own.flatMap((policy) => {
        const evaluator = alertEvaluator(policy, short);
        const counts = slowCounts(list);
        const found = new Map<number, object | null>();
        let progress = noAlertYet;
        for (let at = since; at <= until; at += minute) {
          progress = evaluator.evaluate(progress, counts, at, false);
          if (progress.firingAt !== null) found.set(progress.firingAt, evaluator.raised(progress, counts));
        }
        return [...found.values()];
      });
      const sorted = (alerts: readonly unknown[]) => alerts.map((alert) => JSON.stringify(alert)).sort();
      // What came after an alert was resolved does not change it.
      expect(sorted(fast.alerts)).toEqual(sorted(slow));
    }),
  );
});

test('shifting all events shifts the alerts', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 300, maxLength: 300 }), fc.nat(10_000), (bad, shift) => {
      const at = (offset: number) => {
        const list = bad.map((one, index) => ({ at: (offset + index) * minute, good: 20, bad: one }));
        const counts = countsOfMinutes(list, offset * minute, (offset + 300) * minute);
        return backtest(slo, policies, counts, offset * minute, (offset + 300) * minute).alerts;
      };
      const moved = at(shift).map(({ pendingAt, firingAt, resolvedAt }) => [
        pendingAt - shift * minute,
        firingAt - shift * minute,
        resolvedAt === null ? null : resolvedAt - shift * minute,
      ]);

      expect(moved).toEqual(at(0).map(({ pendingAt, firingAt, resolvedAt }) => [pendingAt, firingAt, resolvedAt]));
    }),
    { numRuns: 20 },
  );
});

test('while deliveries wait to be counted an alert stays as it is', () => {
  const evaluator = alertEvaluator(policies[0] as AlertPolicy, slo);
  const counts: BurnCounts = () => ({ total: 9, bad: 9, badEvents: 9 });
  const pending = evaluator.evaluate(noAlertYet, counts, 0, false);

  const frozen = evaluator.evaluate(pending, counts, minute, true);

  expect(frozen).toEqual({ ...pending, isFrozen: true, minute });
  expect(evaluator.raised(frozen, counts)).toBeNull();
});

test('an alert that fires keeps its peak when nothing can be counted any more', () => {
  const evaluator = alertEvaluator(policyOf({}), slo);
  const firing = evaluator.evaluate(noAlertYet, () => ({ total: 10, bad: 5, badEvents: 5 }), 0, false);

  const later = evaluator.evaluate(firing, () => null, minute, false);

  expect(evaluator.raised(later, () => null)).toMatchObject({ peakBurnRate: 50, bad: 0, resolvedAt: null });
});

test('looks at each window of a policy at most twice a minute, however long the past is', () => {
  const length = 33 * 1440;
  const list = Array.from({ length }, (_, index) => ({ at: index * minute, good: 50, bad: index % 997 < 40 ? 20 : 0 }));
  const counts = countsOfMinutes(list, 0, length * minute);
  let looked = 0;
  const counting: typeof counts = (from, to) => {
    looked += 1;
    return counts(from, to);
  };

  backtest(slo, policies, counting, 3 * day, length * minute);

  const minutes = 30 * 1440 + 1;
  expect(looked).toBeGreaterThan(minutes);
  expect(looked).toBeLessThanOrEqual(2 * 2 * policies.length * minutes);
});
