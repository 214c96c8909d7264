import { describe, expect, it } from 'vitest';
import type { Objective } from '../../src/model/objective.ts';
import { computeStatus, type WindowCounts } from '../../src/slo/compute-status.ts';
import { sloStatusWords } from '../../src/slo/slo-status.ts';
import { statusWindows } from '../../src/slo/status-windows.ts';
import { objectiveIn } from './built-in-objective.ts';

const now = Date.UTC(2026, 2, 1, 12, 0, 30);
const build = objectiveIn('slos/build-completion.yaml');
const test = objectiveIn('slos/test-completion.yaml');

type Filled = Partial<Record<string, readonly [good: number, bad: number, excluded?: number]>>;

/** What a store would count, with the given stretches filled and the rest empty. */
function counted(filled: Filled, objective: Objective = build): readonly WindowCounts[] {
  return statusWindows([objective], now).map(({ slo, from, to, window }) => {
    const [good = 0, bad = 0, excluded = 0] = filled[window] ?? [];
    return { slo, from, to, good, bad, excluded };
  });
}

function statusOf(filled: Filled, pending = 0, objective: Objective = build) {
  return computeStatus(objective, counted(filled, objective), pending, now);
}

describe('the stretches to count', () => {
  it('are the own window and seven burn windows of each objective, on whole minutes', () => {
    const windows = statusWindows([build, test], now);

    expect(windows.map(({ slo, window }) => `${slo} ${window}`)).toEqual(
      ['build-completion', 'test-completion'].flatMap((slo) =>
        ['slo', '5m', '30m', '1h', '2h', '6h', '24h', '3d'].map((window) => `${slo} ${window}`),
      ),
    );
    expect(new Set(windows.map(({ to }) => to))).toEqual(new Set([Date.UTC(2026, 2, 1, 12, 1)]));
    expect(windows.map(({ from, to }) => (to - from) / 60_000).slice(0, 8)).toEqual([
      43_200, 5, 30, 60, 120, 360, 1440, 4320,
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
      budget_remaining_ratio: 1 - 15 / 995 / 0.02,
      bad_events_left: 0.02 * 995 - 15,
      event_weight: 1 / (0.02 * 995),
      burn_rates: {
        '5m': null,
        '30m': null,
        '1h': null,
        '2h': 2 / 6 / 0.02,
        '6h': null,
        '24h': 1 / 41 / 0.02,
        '3d': null,
      },
      hours_to_exhaustion: 0.02 * 995 - 15,
      status: 'warning',
      reason: '24.6 % of the error budget is left, under 25 %.',
      coverage: 1000 / 1020,
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

  it('takes a stretch that was not counted as empty, and looks at no other SLO', () => {
    const others = counted({ slo: [5, 5] }, test);

    expect(computeStatus(build, others, 0, now).status).toBe('no_data');
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
