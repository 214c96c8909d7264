import type { TimeWindow } from '../time/time-window.ts';
import { type Bounds, calendarWindow, rollingStart, windowBounds } from '../time/window-bounds.ts';
import type { BudgetMethod } from './budget-method.ts';
import { lastSliceEnd } from './slice/slices-between.ts';

/** The stretches of time that a budget is computed from, half-open, ms. */
export interface BudgetRanges<Name extends string> {
  readonly slo: Bounds;
  readonly burn: Readonly<Record<Name, Bounds>>;
}

/**
 * The stretches whose sums answer for `now`. For occurrences all end with the minute that `now` is in. For slices all end with the last
 * slice that is over and have their full length; a calendar window begins with its period all the same.
 * @param burn lengths of the burn windows by name, ms
 */
export function budgetRanges<Name extends string>(
  method: BudgetMethod,
  window: TimeWindow,
  burn: Readonly<Record<Name, number>>,
  now: number,
): BudgetRanges<Name> {
  const names = Object.keys(burn) as Name[];
  const withNames = (boundsOf: (ms: number) => Bounds) =>
    Object.fromEntries(names.map((name) => [name, boundsOf(burn[name])])) as Record<Name, Bounds>;
  if (method.type === 'occurrences') {
    const slo = windowBounds(window, now);
    return { slo, burn: withNames((ms) => windowBounds({ type: 'rolling', ms, text: '' }, now)) };
  }
  const to = lastSliceEnd(method.slice, window, now);
  const from = window.type === 'calendar' ? calendarWindow(window, now).from : rollingStart(window, to);
  return { slo: { from, to }, burn: withNames((ms) => ({ from: to - ms, to })) };
}
