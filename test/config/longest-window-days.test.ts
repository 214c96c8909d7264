import { describe, expect, it } from 'vitest';
import { longestWindowDays } from '../../src/config/longest-window-days.ts';
import type { TimeWindow } from '../../src/time/time-window.ts';
import { calendarOf, dayMs } from '../budget/budget-arbitraries.ts';
import { objectiveIn } from '../slo/built-in-objective.ts';

const daysOf = (...windows: readonly TimeWindow[]) =>
  longestWindowDays(windows.map((window) => ({ ...objectiveIn('slos/first-status.yaml'), window })));

describe('the longest window', () => {
  it('is told in whole days, rounded up', () => {
    expect(daysOf()).toBe(0);
    expect(daysOf({ type: 'rolling', ms: dayMs + 1, text: '' })).toBe(2);
    expect(daysOf({ type: 'rolling-months', months: 3, text: '1Q' }, calendarOf('month', 'UTC'))).toBe(93);
    expect(daysOf(calendarOf('month', 'UTC'), { type: 'rolling', ms: dayMs, text: '' })).toBe(31);
  });
});
