/** Says whether a line may be written now, and how many lines were held back since the last one that was written. */
export type LogLimiter = () => { readonly allowed: boolean; readonly heldBack: number };

/** At most `perMinute` lines in any calendar minute of `clock` (ms), so that unsigned requests cannot fill the disk with lines about refusals. */
export function createLogLimiter(clock: () => number, perMinute: number): LogLimiter {
  let minute = -1;
  let written = 0;
  let heldBack = 0;
  return () => {
    const now = Math.floor(clock() / 60_000);
    if (now !== minute) {
      minute = now;
      written = 0;
    }
    if (written >= perMinute) {
      heldBack += 1;
      return { allowed: false, heldBack };
    }
    written += 1;
    const result = { allowed: true, heldBack };
    heldBack = 0;
    return result;
  };
}
