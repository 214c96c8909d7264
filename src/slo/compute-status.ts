import type { Counts, Objective } from '../model/objective.ts';
import type { BurnWindow } from './alert-pairs.ts';
import { burnWindowNames } from './alert-pairs.ts';
import {
  badEventsLeft,
  budgetRemainingRatio,
  burnRate,
  eventWeight,
  hoursToExhaustion,
  sliRatio,
} from './arithmetic.ts';
import type { SloStatus } from './slo-status.ts';
import { statusWindows } from './status-windows.ts';
import { statusWord } from './status-word.ts';
import { calendarWindow } from './window-bounds.ts';

/** Counts of one stretch of `statusWindows`, as a store returns them. */
export interface WindowCounts extends Counts {
  readonly slo: string;
  readonly from: number;
  readonly to: number;
}

/**
 * How an objective stands at `now`. `counts` answers `statusWindows` for the same `now` (other SLOs may be among them; a stretch
 * that is missing counts as empty); `pending` is the number of its events without a verdict.
 */
export function computeStatus(
  objective: Objective,
  counts: readonly WindowCounts[],
  pending: number,
  now: number,
): SloStatus {
  const own = counts.filter(({ slo }) => slo === objective.name);
  const windows = new Map(statusWindows([objective], now).map((window) => [window.window, window]));
  const countsOf = (name: 'slo' | BurnWindow): Counts => {
    const window = windows.get(name);
    return own.find(({ from, to }) => from === window?.from && to === window?.to) ?? { good: 0, bad: 0, excluded: 0 };
  };
  const { targetRatio } = objective;
  const { good, bad, excluded } = countsOf('slo');
  const events = { good, bad };
  const burn = Object.fromEntries(burnWindowNames.map((name) => [name, countsOf(name)])) as Readonly<
    Record<BurnWindow, Counts>
  >;
  const left = badEventsLeft(events, targetRatio);
  const known = good + bad + excluded + pending;
  const bounds = windows.get('slo') as { readonly from: number; readonly to: number };
  return {
    name: objective.name,
    display_name: objective.displayName,
    description: objective.description,
    service: objective.service,
    target: targetRatio,
    window: objective.window.text,
    from: new Date(bounds.from).toISOString(),
    to: new Date(bounds.to).toISOString(),
    good,
    bad,
    excluded,
    pending,
    sli: sliRatio(events),
    budget_remaining_ratio: budgetRemainingRatio(events, targetRatio),
    bad_events_left: left,
    event_weight: eventWeight(events, targetRatio),
    burn_rates: Object.fromEntries(
      burnWindowNames.map((name) => [name, burnRate(burn[name], targetRatio)]),
    ) as SloStatus['burn_rates'],
    hours_to_exhaustion: hoursToExhaustion(left, burn['2h'].bad, 2),
    ...statusWord({ targetRatio, sloWindowMs: windowMs(objective, now), events, burn }),
    coverage: known === 0 ? null : (known - pending) / known,
  };
}

/** Thresholds of a calendar window are those of its whole length. */
function windowMs(objective: Objective, now: number): number {
  if (objective.window.type === 'rolling') return objective.window.ms;
  const { from, to } = calendarWindow(objective.window, now);
  return to - from;
}
