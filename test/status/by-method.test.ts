import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { burnWindows } from '../../src/budget/burn-windows.ts';
import { computeBudget } from '../../src/budget/compute-budget.ts';
import { excludedStretches } from '../../src/budget/exclusion/exclusion.ts';
import type { Minute } from '../../src/budget/minute.ts';
import { type Decimal, parseDecimal } from '../../src/model/decimal.ts';
import { decimalFraction, type Fraction, toNumber } from '../../src/model/fraction.ts';
import type { Objective } from '../../src/model/objective.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { budgetMethodOf } from '../../src/slo/budget-method-of.ts';
import { annotationsOf } from '../../src/slo/slo-annotations.ts';
import { readSloStatus } from '../../src/status/read-slo-status.ts';
import { readShown } from '../../src/store/generation/read-shown.ts';
import { addBuckets } from '../../src/store/settlement/add-buckets.ts';
import { emptyDatabase } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { deploymentOf, deployTo } from '../support/generations.ts';
import { objectives } from '../support/objectives.ts';

const minuteMs = 60_000;
const day = 86_400_000;
const now = Date.UTC(2026, 2, 29, 11, 17, 30);
const first = objectives[0] as Objective;
const slice = (text: string, ms: number, localDays: number | null = null) => ({ text, ms, localDays });
const berlin = {
  type: 'calendar',
  unit: 'month',
  count: 1,
  anchor: Date.UTC(2025, 11, 31, 23),
  timeZone: 'Europe/Berlin',
  text: '1M',
} as const;
const nights = `[{ rrule: 'DTSTART;TZID=Europe/Berlin:20260301T020000 RRULE:FREQ=DAILY', duration: 3h, reason: backup },
  { from: '2026-03-28T10:00:00Z', to: '2026-03-29T11:00:00Z', reason: moving }]`;

const kinds: readonly Objective[] = [
  { ...first, name: 'events' },
  { ...first, name: 'events-without-nights', annotations: { 'cislo.dev/exclude': nights } },
  {
    ...first,
    name: 'slices',
    method: { type: 'timeslices', slice: slice('5m', 5 * minuteMs), sliceTargetDecimal: '0.75' },
  },
  {
    ...first,
    name: 'slices-of-a-month',
    window: berlin,
    method: { type: 'timeslices', slice: slice('1d', day, 1), sliceTargetDecimal: '0.75' },
    annotations: { 'cislo.dev/empty-slice': 'bad' },
  },
  {
    ...first,
    name: 'ratios',
    method: { type: 'ratio-timeslices', slice: slice('1h', 60 * minuteMs) },
    annotations: { 'cislo.dev/exclude': nights },
  },
  {
    ...first,
    name: 'slices-of-an-hour-in-a-month',
    window: berlin,
    method: { type: 'ratio-timeslices', slice: slice('1h', 60 * minuteMs) },
  },
  { ...first, name: 'a-quarter', window: { type: 'rolling-months', months: 3, text: '1Q' } },
  { ...first, name: 'phased', annotations: { 'cislo.dev/phases': '2026-01-01 90; 2026-03-29 99.5; 2026-03-30 99.9' } },
];

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());

const number = (exact: Fraction | null): number | null => (exact === null ? null : toNumber(exact));

/** Of minutes of the last 100 days, many of them in the last hours. */
const arbitraryMinutes = fc.uniqueArray(
  fc.record({
    ago: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 144_000 })),
    good: fc.nat(4),
    bad: fc.nat(2),
    excluded: fc.nat(1),
  }),
  { selector: ({ ago }) => ago, minLength: 1, maxLength: 80 },
);

describe('the status from stored sums', () => {
  it('equals the budget recomputed from every minute, by every method and window', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMinutes, async (list) => {
        const { store } = embedded;
        await emptyDatabase(store.db);
        await deployTo(store, deploymentOf({ objectives: kinds }), now);
        const newest = Math.floor(now / minuteMs) * minuteMs;
        const minutes = list.map(({ ago, ...counts }): Minute => ({ at: newest - ago * minuteMs, ...counts }));
        const { slos } = await readShown(store.db);
        await addBuckets(
          store.db,
          slos.flatMap(({ id: generation }) =>
            minutes.map((one) => ({ ...one, generation, repository_id: 7, host: 'github.com' })),
          ),
        );

        const readings = await readSloStatus(store.read, systemViewer, kinds, now);

        for (const { objective, status } of readings) {
          const target = decimalFraction(
            parseDecimal(objective.name === 'phased' ? '0.995' : objective.targetDecimal) as Decimal,
          );
          const answer = computeBudget(
            { type: 'minutes', minutes },
            {
              method: budgetMethodOf(objective),
              target,
              window: objective.window,
              burn: burnWindows,
              exclusions: excludedStretches(annotationsOf(objective).exclusions, now - 200 * day, now + day),
              now,
            },
          );
          const { good, bad, excluded } = status;
          expect({ name: objective.name, good, bad, excluded }).toEqual({ name: objective.name, ...answer.events });
          expect(status.sli).toBe(number(answer.sli));
          expect(status.budget_remaining_ratio).toBe(number(answer.budgetRemainingRatio));
          expect(status.hours_to_exhaustion).toBe(number(answer.hoursToExhaustion));
          expect(status.burn_rates).toEqual(
            Object.fromEntries(Object.entries(answer.burnRates).map(([name, rate]) => [name, number(rate)])),
          );
          expect(status.slices?.counted ?? null).toBe(answer.slices?.counted ?? null);
          expect(status.target).toBe(toNumber(target));
        }
      }),
      { numRuns: 15 },
    );
  });
});
