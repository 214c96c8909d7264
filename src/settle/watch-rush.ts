/** Many deliveries are coming in: whoever sends them waits for an answer, and nobody waits for the fold. */
export interface Rush {
  /** Whether deliveries come fast now. */
  isOn(): boolean;
  /** Whether work in the background should wait: there is a rush, and the last time is not long ago. */
  mayWait(): boolean;
  /** Work begins now. */
  begin(): void;
}

/** Deliveries a second from which on it is a rush. */
const fastPerSecond = 300;
/** Work in the background waits no longer than this. */
const longestWaitMs = 10_000;
const shortestLookMs = 100;

/**
 * Tells rushes by the number of deliveries taken so far. Waiting pays twice: the door has the machine for itself, and what
 * comes together (the deliveries of one commit) is folded once. Readers do not wait: they ask for what is there.
 *
 * @param taken deliveries taken so far, never falling
 * @param clock ms, never falling
 */
export function watchRush(taken: () => number, clock: () => number = () => performance.now()): Rush {
  let lookedAt = clock();
  let seen = taken();
  let on = false;
  let begunAt = clock();

  function isOn(): boolean {
    const now = clock();
    if (now - lookedAt < shortestLookMs) return on;
    const count = taken();
    on = ((count - seen) * 1000) / (now - lookedAt) >= fastPerSecond;
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
