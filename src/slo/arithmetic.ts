import type { Counts } from '../model/objective.ts';

/** Good and bad events; excluded ones are no part of any ratio. */
export type Events = Pick<Counts, 'good' | 'bad'>;

/**
 * 1 − target: the share of events that may be bad, in (0, 1). The subtraction's own noise in the sixteenth decimal is taken off,
 * so that 1 bad event of 100 spends a 99 % budget exactly. https://sre.google/workbook/implementing-slos/
 */
export function errorBudgetRatio(targetRatio: number): number {
  return Number((1 - targetRatio).toFixed(15));
}

/** good ÷ (good + bad), 0 to 1; null when there is no event. https://sre.google/workbook/implementing-slos/ */
export function sliRatio(events: Events): number | null {
  const total = events.good + events.bad;
  return total === 0 ? null : events.good / total;
}

/** bad ÷ (good + bad), 0 to 1; null when there is no event. https://sre.google/workbook/alerting-on-slos/ */
export function errorRatio(events: Events): number | null {
  const total = events.good + events.bad;
  return total === 0 ? null : events.bad / total;
}

/**
 * Error ratio ÷ (1 − target): 1 spends exactly the budget over the whole window; ≥ 0, at most `maxBurnRate`; null when there is
 * no event. https://sre.google/workbook/alerting-on-slos/
 */
export function burnRate(events: Events, targetRatio: number): number | null {
  const ratio = errorRatio(events);
  return ratio === null ? null : ratio / errorBudgetRatio(targetRatio);
}

/** 1 ÷ (1 − target): the burn rate when every event is bad. An alert threshold above it can never be reached. */
export function maxBurnRate(targetRatio: number): number {
  return 1 / errorBudgetRatio(targetRatio);
}

/** 1 − burn rate over the SLO window: 1 is untouched, 0 spent, negative overspent (signed, never clamped); null when there is no event. */
export function budgetRemainingRatio(events: Events, targetRatio: number): number | null {
  const spent = burnRate(events, targetRatio);
  return spent === null ? null : 1 - spent;
}

/** (1 − target) × events − bad: how many more events may go bad, signed and not rounded; null when there is no event. */
export function badEventsLeft(events: Events, targetRatio: number): number | null {
  const total = events.good + events.bad;
  return total === 0 ? null : errorBudgetRatio(targetRatio) * total - events.bad;
}

/** The share of the whole budget that one bad event costs, > 0 (0.031 is 3.1 %; above 1 a single event spends all); null when there is no event. */
export function eventWeight(events: Events, targetRatio: number): number | null {
  const total = events.good + events.bad;
  return total === 0 ? null : 1 / (errorBudgetRatio(targetRatio) * total);
}

/**
 * Bad events left ÷ bad events an hour over the last hours, ≥ 0 hours; 0 when the budget is spent already, null when nothing
 * went bad in those hours or there is no data.
 */
export function hoursToExhaustion(left: number | null, recentBad: number, recentHours: number): number | null {
  if (left === null) return null;
  if (left <= 0) return 0;
  return recentBad === 0 ? null : left / (recentBad / recentHours);
}
