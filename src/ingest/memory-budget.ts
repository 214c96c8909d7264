/** A number of bytes that all requests together may hold. */
export interface MemoryBudget {
  /** Takes `bytes` and returns true, or takes nothing and returns false when that would exceed the maximum. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Makes a budget of `maxBytes`, so that no number of slow or large uploads can exhaust the process. */
export function createMemoryBudget(maxBytes: number): MemoryBudget {
  let usedBytes = 0;
  return {
    take(bytes) {
      if (usedBytes + bytes > maxBytes) return false;
      usedBytes += bytes;
      return true;
    },
    give(bytes) {
      usedBytes -= bytes;
    },
  };
}
