/** What the door tells of its traffic. */
export interface DoorTraffic {
  /** Deliveries answered so far; never falls. */
  readonly answered: () => number;
  /** Deliveries that wait for their answer. */
  readonly waiting: () => number;
}

/** Tells whether many deliveries are coming in. Their senders wait for an answer, so the fold waits for the door. */
export interface Rush {
  /** Whether deliveries come fast now. */
  isOn(): boolean;
  /** Whether the worker should wait: there is a rush, and it worked not long ago. */
  mayWait(): boolean;
  /** Tells that the worker begins to work now. */
  begin(): void;
}

/** It is a rush when the door answers this many deliveries a second, or when this many wait for their answer. */
const fastPerSecond = 300;
const manyWaiting = 24;
const shortestLookMs = 100;

/**
 * Watches the door. In a rush the worker waits, for two reasons: the door has the machine for itself, and deliveries of one commit that
 * arrive together are folded once. Readers never wait for the worker.
 *
 * @param longestWaitMs the worker waits no longer than this, ms
 * @param clock ms, never falling
 */
export function watchRush(
  door: DoorTraffic,
  longestWaitMs: number,
  clock: () => number = () => performance.now(),
): Rush {
  let lookedAt = clock();
  let seen = door.answered();
  let on = false;
  let begunAt = clock();

  function isOn(): boolean {
    const now = clock();
    if (now - lookedAt < shortestLookMs) return on;
    const count = door.answered();
    on = ((count - seen) * 1000) / (now - lookedAt) >= fastPerSecond || door.waiting() >= manyWaiting;
    lookedAt = now;
    seen = count;
    return on;
  }

  return {
    isOn,
    mayWait: () => isOn() && clock() - begunAt < longestWaitMs,
    begin() {
      begunAt = clock();
    },
  };
}

/** For a worker without a door: it never sees a rush. */
export const noTraffic: DoorTraffic = { answered: () => 0, waiting: () => 0 };
