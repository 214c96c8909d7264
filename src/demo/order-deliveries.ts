import { deliveryGuid } from './delivery-guid.ts';
import type { PlannedDelivery } from './month-script.ts';
import type { Random } from './random.ts';

/** A planned delivery with its place in the stream. */
export interface OrderedDelivery {
  readonly guid: string;
  readonly at: number;
  /** It was delivered before. */
  readonly repeated: boolean;
  readonly planned: PlannedDelivery;
}

const dayMs = 86_400_000;

/**
 * Puts the deliveries into the order in which they arrive: neighbours swapped by up to 0.6 s, a few late by minutes, a few delivered again
 * (with the same GUID) after seconds or days. None later than `end` (ms). Each part of the script has a random stream of its own.
 */
export function orderDeliveries(
  planned: readonly PlannedDelivery[],
  luck: Random,
  end: number,
): readonly OrderedDelivery[] {
  const ordered: OrderedDelivery[] = [];
  const streams = new Map<string, Random>();
  for (const delivery of planned) {
    const random = streams.get(delivery.part) ?? luck.child(delivery.part);
    streams.set(delivery.part, random);
    const made = delivery.time + random.between(900, 1500);
    const guid = deliveryGuid(made, random);
    const late = random.chance(0.003) ? random.between(120_000, 720_000) : 0;
    const at = Math.min(made + random.between(50, 650) + late, end);
    ordered.push({ guid, at, repeated: false, planned: delivery });
    if (random.chance(0.005)) {
      const again = at + (random.chance(0.5) ? random.between(1000, 60_000) : random.between(3_600_000, 3 * dayMs));
      if (again <= end) ordered.push({ guid, at: again, repeated: true, planned: delivery });
    }
  }
  // Stable: what arrives in the same millisecond stays in the order of the script.
  return ordered.sort((one, other) => one.at - other.at);
}
