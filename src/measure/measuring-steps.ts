import type { MeasuringProgress } from '../store/measuring/measuring-progress.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A minute is read once it has been over for so long: a scrape or a row may come a little late. */
const settleAfterMs = minuteMs;
/** The last minutes are read again each time, because some sources learn of events late. */
const readAgainMs = 10 * minuteMs;
/** So much of the past is read at a time, newest first. */
const pastStepMs = 6 * hourMs;
/** The most that is read at a time of what was missed while the source was away. */
const missedStepMs = 6 * hourMs;

/** What is known late of our own events is found when the window is read again, so often. */
const sweepEveryMs = hourMs;

type Reach = Pick<MeasuringProgress, 'doneFrom' | 'doneTo' | 'sweptTo' | 'sweptAt'>;

/** What is read next: [from, to), and how far the minutes are read then. All ms; but for `sweptAt` on whole minutes. */
export interface MeasuringStep extends Reach {
  readonly from: number;
  readonly to: number;
}

/** The newest minute's end that is read at `now`, ms. */
export function newestEnd(now: number): number {
  return Math.floor((now - settleAfterMs) / minuteMs) * minuteMs;
}

/**
 * What is read next for a generation: first what is new, with the last minutes once more; then the past, newest first, back to `earliest`;
 * where it `sweeps`, all of that again an hour after the last time. Null: all has been read. Times in ms.
 */
export function nextMeasuringStep(
  { doneFrom, doneTo, sweptTo, sweptAt }: Reach,
  earliest: number,
  now: number,
  sweeps: boolean,
): MeasuringStep | null {
  const newest = newestEnd(now);
  if (doneTo < newest) {
    const to = Math.min(newest, doneTo + missedStepMs);
    return { from: Math.max(doneFrom, doneTo - readAgainMs), to, doneFrom, doneTo: to, sweptTo, sweptAt };
  }
  if (doneFrom > earliest) {
    const from = Math.max(earliest, doneFrom - pastStepMs);
    return { from, to: doneFrom, doneFrom: from, doneTo, sweptTo, sweptAt: from === earliest ? now : sweptAt };
  }
  if (!sweeps || (sweptTo === null && sweptAt !== null && now - sweptAt < sweepEveryMs)) return null;
  const to = sweptTo ?? doneTo;
  const from = Math.max(earliest, to - pastStepMs);
  // The window's start moves on meanwhile, and may be past what is left.
  if (from >= to) return { from: to, to, doneFrom, doneTo, sweptTo: null, sweptAt: now };
  const isLast = from === earliest;
  return { from, to, doneFrom, doneTo, sweptTo: isLast ? null : from, sweptAt: isLast ? now : sweptAt };
}
