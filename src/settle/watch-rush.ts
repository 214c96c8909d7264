/** What the door tells of its traffic. */
export interface DoorTraffic {
  /** Deliveries answered so far; never falls. */
  readonly answered: () => number;
  /** Deliveries that wait for their answer. */
  readonly waiting: () => number;
}

/** Many deliveries are coming in: whoever sends them waits for an answer, and nobody waits for the fold. */
export interface Rush {
  /** Whether deliveries come fast now. */
  isOn(): boolean;
  /** Whether work in the background should wait: there is a rush, and the last time is not long ago. */
  mayWait(): boolean;
  /** Work begins now. */
  begin(): void;
}

/** From so many answers a second on it is a rush, and as long as so many wait for theirs. */
const fastPerSecond = 300;
const manyWaiting = 24;
const shortestLookMs = 100;

/**
 * Tells rushes. Waiting pays twice: the door has the machine for itself, and what comes together (the deliveries of one
 * commit) is folded once. Readers do not wait: they ask for what is there.
 *
 * @param longestWaitMs work in the background waits no longer
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

/** Nobody counts: there never is a rush. */
export const noTraffic: DoorTraffic = { answered: () => 0, waiting: () => 0 };
