import type { EventType, Indicator, Objective } from '../../src/model/objective.ts';
import type { SloStatus } from '../../src/slo/slo-status.ts';
import type { SloReading } from '../../src/status/read-slo-status.ts';
import { objectives } from './objectives.ts';

/** How an objective stands; what is not given is of an objective that is met. */
export function reading(
  status: Partial<SloStatus> = {},
  { eventType, ...objective }: Partial<Objective> & { readonly eventType?: EventType } = {},
): SloReading {
  const [first] = objectives as readonly [Objective];
  const indicator = { ...first.indicator, eventType: eventType ?? first.indicator.eventType } as Indicator;
  const given: Objective = { ...first, indicator, ...objective };
  return {
    objective: given,
    windowMs: 30 * 86_400_000,
    windows: [],
    status: {
      name: given.name,
      display_name: given.displayName,
      description: '',
      service: 'ci',
      target: given.targetRatio,
      window: '30d',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-31T00:00:00.000Z',
      good: 99,
      bad: 1,
      excluded: 0,
      pending: 0,
      sli: 0.99,
      budget_remaining_ratio: 0.5,
      bad_events_left: 1,
      event_weight: 0.5,
      burn_rates: { '5m': null, '30m': null, '1h': null, '2h': null, '6h': null, '24h': null, '3d': null },
      hours_to_exhaustion: null,
      status: 'healthy',
      reason: '50 % of the error budget is left.',
      coverage: 1,
      method: 'occurrences',
      objective: 1,
      slices: null,
      budget: null,
      phase: null,
      tier: null,
      owner: null,
      window_seconds: 30 * 86_400,
      source: null,
      composite: null,
      ...status,
    },
  };
}
