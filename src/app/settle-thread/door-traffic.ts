import type { DoorTraffic } from '../../settle/watch-rush.ts';

const answeredAt = 0;
const waitingAt = 1;

/** What the door's thread counts and the settling thread reads: memory that both share. */
export function createDoorTraffic(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/** Counts one answered delivery; `waiting` are those that wait for theirs. */
export function countAnswer(counts: Int32Array, waiting: number): void {
  Atomics.add(counts, answeredAt, 1);
  Atomics.store(counts, waitingAt, waiting);
}

export function readDoorTraffic(counts: Int32Array): DoorTraffic {
  return { answered: () => Atomics.load(counts, answeredAt), waiting: () => Atomics.load(counts, waitingAt) };
}
