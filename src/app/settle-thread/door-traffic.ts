import type { DoorTraffic } from '../../worker/watch-rush.ts';

const answeredAt = 0;
const waitingAt = 1;

/** Two counters in memory that two threads share: the door's thread writes them, and the settling thread reads them. */
export function createDoorTraffic(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/** Counts one answered delivery; `waiting` is how many deliveries still wait for their answer. */
export function countAnswer(counts: Int32Array, waiting: number): void {
  Atomics.add(counts, answeredAt, 1);
  Atomics.store(counts, waitingAt, waiting);
}

export function readDoorTraffic(counts: Int32Array): DoorTraffic {
  return { answered: () => Atomics.load(counts, answeredAt), waiting: () => Atomics.load(counts, waitingAt) };
}
