import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../../src/model/objective.ts';
import { computeStatus, type WindowCounts } from '../../src/slo/compute-status.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { sloStatusWords } from '../../src/slo/slo-status.ts';
import { statusQuestion } from '../../src/slo/status-question.ts';
import { statusWindows } from '../../src/slo/status-windows.ts';
import { objectiveIn, textOf } from './built-in-objective.ts';

const now = Date.UTC(2026, 2, 1, 12, 0, 30);
const build = objectiveIn('slos/build-completion.yaml');
const test = objectiveIn('slos/test-completion.yaml');

type Filled = Partial<Record<string, readonly [good: number, bad: number, excluded?: number]>>;

/** What a store would count, with the given stretches filled and the rest empty. */
function counted(filled: Filled, objective: Objective = build): readonly WindowCounts[] {
  const { slo: own, burn } = statusQuestion(objective, now);
  return Object.entries({ slo: own, ...burn }).map(([name, { from, to }]) => {
    const [good = 0, bad = 0, excluded = 0] = filled[name] ?? [];
    return { slo: objective.name, from, to, good, bad, excluded };
  });
}

function statusOf(filled: Filled, pending = 0, objective: Objective = build) {
  const windows = counted(filled, objective);
  return computeStatus(statusQuestion(objective, now), { windows, steps: [], pending }, now).status;
}

describe('the stretches to count', () => {
  it('are the own window and seven burn windows of each objective, on whole minutes', () => {
    const windows = statusWindows([build, test].map((one) => statusQuestion(one, now)));

    expect(windows.map(({ slo }) => slo)).toEqual([
      ...Array.from({ length: 8 }, () => 'build-completion'),
      ...Array.from({ length: 8 }, () => 'test-completion'),
    ]);
    expect(new Set(windows.map(({ to }) => to))).toEqual(new Set([Date.UTC(2026, 2, 1, 12, 1)]));
    expect(windows.map(({ from, to }) => (to - from) / 60_000).slice(0, 8)).toEqual([
      43_200, 120, 5, 30, 60, 360, 1440, 4320,
    ]);
  });
});

describe('a status', () => {
  it('has the numbers of the contract, not rounded', () => {
    const status = statusOf({ slo: [980, 15, 5], '24h': [40, 1], '2h': [4, 2] }, 20);

    expect(status).toEqual({
      name: 'build-completion',
      display_name: 'Builds end in an answer',
      description: build.description,
      service: 'ci',
      target: 0.98,
      window: '30d',
      from: '2026-01-30T12:01:00.000Z',
      to: '2026-03-01T12:01:00.000Z',
      good: 980,
      bad: 15,
      excluded: 5,
      pending: 20,
      sli: 980 / 995,
      budget_remaining_ratio: 49 / 199,
      bad_events_left: 4.9,
      event_weight: 1 / 19.9,
      burn_rates: {
        '5m': null,
        '30m': null,
        '1h': null,
        '2h': 100 / 6,
        '6h': null,
        '24h': 50 / 41,
        '3d': null,
      },
      hours_to_exhaustion: 4.9,
      status: 'warning',
      reason: '24.6 % of the error budget is left, under 25 %.',
      coverage: 1000 / 1020,
      method: 'occurrences',
      objective: 1,
      slices: null,
      budget: { unit: 'events', total: 19.9, consumed: 15, remaining: 4.9 },
      phase: null,
      tier: null,
      owner: null,
      window_seconds: 30 * 86_400,
      source: null,
      composite: null,
    });
  });

  it('without any event is no data, not 100 %', () => {
    const status = statusOf({ slo: [0, 0, 3] });

    expect(status).toMatchObject({
      status: 'no_data',
      sli: null,
      budget_remaining_ratio: null,
      hours_to_exhaustion: null,
      coverage: 1,
    });
    expect(statusOf({}).coverage).toBeNull();
  });

  it('takes a stretch that was not counted as empty', () => {
    const computed = computeStatus(statusQuestion(build, now), { windows: [], steps: [], pending: 0 }, now);

    expect(computed.status.status).toBe('no_data');
  });

  it.each([
    [[1000, 0], 'healthy', '100 % of the error budget is left.'],
    [[990, 10], 'healthy', '50 % of the error budget is left.'],
    [[989, 11], 'attention', '45 % of the error budget is left, under 50 %.'],
    [[984, 16], 'warning', '20 % of the error budget is left, under 25 %.'],
    [[981, 19], 'critical', '5 % of the error budget is left, under 10 %.'],
    [[980, 20], 'exhausted', 'The error budget is spent to the last event.'],
    [[972, 28], 'exhausted', 'The error budget is overspent by 40 %.'],
  ] as const)('of %j events is %s', (slo, status, reason) => {
    expect(statusOf({ slo })).toMatchObject({ status, reason });
    expect(sloStatusWords).toContain(status);
  });
});

describe('a border', () => {
  const digits = fc.integer({ min: 1, max: 9_999 });
  const counts = fc.record({ good: fc.nat(100_000), bad: fc.nat(3_000) }).filter(({ good, bad }) => good + bad > 0);

  /** An objective of `part` ÷ 10,000 as its file would have it. */
  function objectiveAt(part: number): Objective {
    const text = textOf('slos/build-completion.yaml').replace('target: 0.98', `target: ${part / 10_000}`);
    return readObjectives([{ file: 'x.yaml', text }]).objectives[0] as Objective;
  }

  it('of 10 % is not under 10 %: 31 good and 9 bad at a target of 0.75', () => {
    const status = statusOf({ slo: [31, 9] }, 0, objectiveAt(7500));

    expect(status).toMatchObject({
      budget_remaining_ratio: 0.1,
      status: 'warning',
      reason: '10 % of the error budget is left, under 25 %.',
    });
  });

  it('that is missed by less than a table shows is told in words', () => {
    // 0.0997 of the budget is left.
    const status = statusOf({ slo: [7_749_250, 2_250_750] }, 0, objectiveAt(7500));

    expect(status).toMatchObject({
      status: 'critical',
      reason: 'A little less than 10 % of the error budget is left.',
    });
  });

  it('of the budget is on the side that whole numbers say, for any target and counts', () => {
    fc.assert(
      fc.property(digits, counts, (part, { good, bad }) => {
        const { status } = statusOf({ slo: [good, bad] }, 0, objectiveAt(part));

        // left = 1 − bad × 10000 ÷ (total × (10000 − part)), compared with a share s of 100, without dividing.
        const [total, budget] = [BigInt(good + bad), BigInt(10_000 - part)];
        const isUnder = (percent: bigint): boolean => 100n * BigInt(bad) * 10_000n > (100n - percent) * total * budget;
        const spent = 100n * BigInt(bad) * 10_000n >= 100n * total * budget;
        expect(status).toBe(
          spent
            ? 'exhausted'
            : isUnder(10n)
              ? 'critical'
              : isUnder(25n)
                ? 'warning'
                : isUnder(50n)
                  ? 'attention'
                  : 'healthy',
        );
      }),
    );
  });

  it('of a pace is passed, not met, for any target and counts', () => {
    // Over 6 h the threshold for 30 days is 6: bad × 10000 > 6 × total × (10000 − part).
    const counted = fc.record({ good: fc.nat(2_000), bad: fc.integer({ min: 3, max: 2_000 }) });
    const exact = fc
      .tuple(fc.integer({ min: 9_000, max: 9_990 }), fc.integer({ min: 1, max: 3 }))
      .map(([part, times]) => ({
        // Just at the threshold: 6 × (10000 − part) bad of 10000.
        part,
        counts: { bad: 6 * (10_000 - part) * times, good: (10_000 - 6 * (10_000 - part)) * times },
      }));
    const any = fc.record({ part: fc.integer({ min: 8_400, max: 9_999 }), counts: counted });

    fc.assert(
      fc.property(fc.oneof(exact, any), ({ part, counts: { good, bad } }) => {
        const { reason } = statusOf(
          { slo: [10_000_000, 1], '6h': [good, bad], '30m': [good, bad] },
          0,
          objectiveAt(part),
        );

        const isPassed = BigInt(bad) * 10_000n > 6n * BigInt(good + bad) * BigInt(10_000 - part);
        expect(reason.includes('over 6h')).toBe(isPassed);
      }),
    );
  });
});

describe('the pace', () => {
  const fine = [10_000, 10] as const;

  it('is critical when a page pair burns in both windows', () => {
    const status = statusOf({ slo: fine, '1h': [6, 4], '5m': [1, 1] });

    expect(status.status).toBe('critical');
    expect(status.reason).toBe(
      'The budget burns 20 times as fast as it may over 1h and 25 times over 5m, both over 14.4.',
    );
  });

  it('is a warning when a ticket pair burns', () => {
    expect(statusOf({ slo: fine, '24h': [90, 10], '2h': [9, 1] }).status).toBe('warning');
    expect(statusOf({ slo: [989, 11], '24h': [90, 10], '2h': [9, 1] }).status).toBe('warning');
  });

  it('alone does not alarm: one window, few events, or exactly the threshold', () => {
    expect(statusOf({ slo: fine, '1h': [6, 4], '5m': [9, 0] }).status).toBe('healthy');
    expect(statusOf({ slo: fine, '1h': [6, 4] }).status).toBe('healthy');
    expect(statusOf({ slo: fine, '1h': [0, 2], '5m': [0, 2] }).status).toBe('healthy');
    expect(statusOf({ slo: fine, '6h': [22, 3], '30m': [22, 3] }).status).toBe('healthy');
  });

  it('and the budget are both heard: the worse decides', () => {
    expect(statusOf({ slo: [984, 16], '24h': [90, 10], '2h': [9, 1] }).reason).toContain('20 % of the error budget');
    expect(statusOf({ slo: [984, 16], '1h': [6, 4], '5m': [1, 1] }).reason).toContain('burns 20 times');
    expect(statusOf({ slo: [981, 19], '1h': [6, 4], '5m': [1, 1] }).reason).toContain('5 % of the error budget');
    expect(statusOf({ slo: [980, 20], '1h': [6, 4], '5m': [1, 1] }).status).toBe('exhausted');
  });

  it('of a calendar window is measured against its whole length', () => {
    const monthly: Objective = {
      ...build,
      window: { type: 'calendar', unit: 'month', count: 1, anchor: 0, timeZone: 'UTC', text: '1M' },
    };

    const status = statusOf({ slo: fine, '1h': [6, 4], '5m': [1, 1] }, 0, monthly);

    expect(status).toMatchObject({ status: 'critical', window: '1M', from: '2026-03-01T00:00:00.000Z' });
    expect(status.reason).toContain('both over 14.9');
  });
});
