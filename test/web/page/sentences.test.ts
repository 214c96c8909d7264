import { describe, expect, test } from 'vitest';
import type { EventType, Indicator } from '../../../src/model/objective.ts';
import { objectiveSentence } from '../../../src/web/page/objective-sentence.ts';
import { openJobPairs } from '../../../src/web/page/open-job-pairs.ts';
import { overviewSummary } from '../../../src/web/page/overview-summary.ts';
import { worstFirst } from '../../../src/web/page/worst-first.ts';
import { objectives } from '../../support/objectives.ts';
import { reading } from '../../support/reading.ts';

const counting = (eventType: EventType) => ({ indicator: { ...objectives[0]?.indicator, eventType } as Indicator });

describe('the sentence of an objective', () => {
  test('tells how many were bad of how many, since when, what is left and how long it lasts', () => {
    const sentence = objectiveSentence(reading({ good: 1_191, bad: 9, hours_to_exhaustion: 7 }, counting('job-run')));

    expect(sentence).toBe(
      '9 of 1,200 job runs were bad in the last 30\u00a0d. 50\u00a0% of the error budget is left. At the pace of the last two hours the budget is gone in 7\u00a0h.',
    );
  });

  test('of a calendar window tells its beginning', () => {
    const window = {
      type: 'calendar',
      unit: 'month',
      count: 1,
      anchor: 0,
      timeZone: 'UTC',
      text: '1M',
    } as const;

    expect(
      objectiveSentence(reading({ good: 0, bad: 1, hours_to_exhaustion: 0 }, { window, ...counting('delivery') })),
    ).toBe('1 of 1 delivery was bad since 2026-01-01 00:00\u00a0UTC. 50\u00a0% of the error budget is left.');
  });

  test('without events tells what waits', () => {
    const sentence = objectiveSentence(
      reading({ good: 0, bad: 0, pending: 4, reason: 'No event in the window was good or bad.' }, counting('revision')),
    );

    expect(sentence).toBe('No event in the window was good or bad. 4 changes still wait for a verdict.');
  });
});

describe('the sentence of all objectives', () => {
  test('tells the worst first', () => {
    const readings = [reading(), reading({ status: 'exhausted' }), reading({ status: 'warning' }), reading()];

    expect(overviewSummary(readings)).toBe('Of 4 objectives: 1 out of budget, 1 at warning, 2 healthy.');
  });

  test('knows every status', () => {
    const readings = (['no_data', 'attention', 'critical'] as const).map((status) => reading({ status }));

    expect(overviewSummary(readings)).toBe('Of 3 objectives: 1 critical, 1 to watch, 1 without data.');
  });

  test('is short when all is well, and absent without objectives', () => {
    expect(overviewSummary([reading(), reading()])).toBe('All 2 objectives are met.');
    expect(overviewSummary([reading()])).toBe('The objective is met.');
    expect(overviewSummary([])).toBeNull();
  });
});

test('the worst status comes first, then the smaller budget, then the order of the configuration', () => {
  const readings = [
    reading({ status: 'no_data', budget_remaining_ratio: null }, { name: 'a' }),
    reading({ status: 'healthy', budget_remaining_ratio: 0.9 }, { name: 'b' }),
    reading({ status: 'healthy', budget_remaining_ratio: 0.6 }, { name: 'c' }),
    reading({ status: 'exhausted', budget_remaining_ratio: -0.1 }, { name: 'd' }),
    reading({ status: 'no_data', budget_remaining_ratio: null }, { name: 'e' }),
  ];

  expect(worstFirst(readings).map(({ objective }) => objective.name)).toEqual(['d', 'c', 'b', 'a', 'e']);
});

test('open jobs are summed by provider and kind; a state that is not known counts as queued', () => {
  const pairs = openJobPairs(
    [
      { kind: 'build', provider: 'a', state: 'queued', count: 2 },
      { kind: 'build', provider: 'a', state: 'odd', count: 1 },
      { kind: 'test', provider: 'a', state: 'waiting', count: 4 },
    ],
    [
      { kind: 'build', provider: 'a', count: 5 },
      { kind: 'deploy', provider: 'b', count: 6 },
    ],
  );

  expect(pairs).toEqual([
    { provider: 'a', kind: 'build', waiting: 0, queued: 3, started: 0, overdue: 5 },
    { provider: 'a', kind: 'test', waiting: 4, queued: 0, started: 0, overdue: 0 },
    { provider: 'b', kind: 'deploy', waiting: 0, queued: 0, started: 0, overdue: 6 },
  ]);
});
