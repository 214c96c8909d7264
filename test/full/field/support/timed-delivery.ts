import { deliveryGuid } from '../../../../src/demo/delivery-guid.ts';
import { createRandom } from '../../../../src/demo/random.ts';
import { guidTime } from '../../../../src/time/guid-time.ts';
import type { FieldCase, FieldDelivery } from './field-case.ts';

/** A delivery, and when GitHub made it. Its GUID says so too, so that nothing depends on when it is received. */
export interface TimedDelivery extends FieldDelivery {
  /** Milliseconds, UTC. */
  readonly at: number;
}

/**
 * When GitHub made each delivery of a case: right after the latest time that its payload tells, else right after the one
 * before, else a moment before all others.
 */
export function timedDeliveries({ deliveries }: FieldCase): readonly TimedDelivery[] {
  let last = Math.min(...deliveries.flatMap((delivery) => latestTime(delivery) ?? [])) - 2_000;
  return deliveries.map((delivery) => {
    const told = latestTime(delivery);
    const at = guidTime(delivery.guid) ?? (told ?? last) + 1_000;
    last = at;
    return { ...delivery, at, guid: deliveryGuid(at, createRandom(delivery.guid)) };
  });
}

function latestTime({ payload }: FieldDelivery): number | null {
  const times = JSON.stringify(payload).match(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)/g) ?? [];
  return times.length === 0 ? null : Math.max(...times.map((time) => Date.parse(time)));
}
