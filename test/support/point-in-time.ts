import type { PointInTimeIndicator } from '../../src/model/objective.ts';
import { conditionOf } from './objectives.ts';

/** Subjects of events that were sent: good while their latest event says so and is fresh; slices of five minutes. */
export function freshness(per: string, seconds: string | null = null): PointInTimeIndicator {
  return {
    eventType: 'measured',
    type: 'point-in-time',
    event: 'custom',
    per,
    time: 'at',
    where: conditionOf("type = 'asset'", 'custom'),
    good: conditionOf("outcome = 'success'", 'custom'),
    freshWithin: seconds === null ? { type: 'fixed', ms: 2 * 3_600_000 } : { type: 'column', name: seconds },
    forgetAfterMs: 10 * 3_600_000,
    slice: { ms: 5 * 60_000, localDays: null },
    calendar: null,
  };
}
