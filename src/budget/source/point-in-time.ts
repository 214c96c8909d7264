import type { Bounds } from '../../time/window-bounds.ts';
import type { Minute } from '../minute.ts';

/** An event of a subject that matches `where`. */
export interface SubjectEvent {
  /** What is looked at: an asset, an audit, a repository, a workflow on a branch. */
  readonly subject: string;
  /** ms. */
  readonly at: number;
  /** Tells events of the same time apart: the greater is the later. */
  readonly id: string;
  readonly good: boolean;
  /** How old it may be while the subject is good, ms; null: any age. */
  readonly freshWithinMs: number | null;
}

/** After this time without an event nobody looks at a subject any more. */
export const defaultForgetAfterMs = 30 * 86_400_000;

/**
 * How many subjects are good and how many are bad at the end of each slice, as minutes that stand at the start of the slice, so that
 * `toSlices` gives good subjects ÷ subjects. A subject is judged by its latest event before the end: good when that is good and not
 * older than it may be. It counts from its first event, and no more once its last one is `forgetAfterMs` old. A slice without a subject
 * has no minute. The order and the repetition of events do not matter.
 * @param slices in order, without overlap
 * @param forgetAfterMs above 0
 */
export function pointInTime(
  events: readonly SubjectEvent[],
  slices: readonly Bounds[],
  forgetAfterMs: number = defaultForgetAfterMs,
): readonly Minute[] {
  const good = new Array<number>(slices.length + 1).fill(0);
  const bad = new Array<number>(slices.length + 1).fill(0);
  const sorted = [...events].sort(bySubjectAndTime);
  for (const [index, event] of sorted.entries()) {
    const next = sorted[index + 1];
    const replacedAt = next?.subject === event.subject ? next.at : Number.POSITIVE_INFINITY;
    const begin = firstEndAfter(slices, event.at);
    const end = Math.min(firstEndAfter(slices, replacedAt), firstEndAfter(slices, event.at + forgetAfterMs - 1));
    const fresh = event.freshWithinMs === null ? end : firstEndAfter(slices, event.at + event.freshWithinMs);
    const turn = event.good ? Math.min(fresh, end) : begin;
    addTo(good, begin, turn);
    addTo(bad, turn, end);
  }
  return minutesOf(slices, good, bad);
}

/** The difference is kept at the borders of a stretch of slices and summed later. */
function addTo(differences: number[], begin: number, end: number): void {
  if (begin >= end) return;
  differences[begin] = (differences[begin] as number) + 1;
  differences[end] = (differences[end] as number) - 1;
}

function minutesOf(slices: readonly Bounds[], good: readonly number[], bad: readonly number[]): readonly Minute[] {
  let [goodNow, badNow] = [0, 0];
  return slices.flatMap(({ from }, index): readonly Minute[] => {
    goodNow += good[index] as number;
    badNow += bad[index] as number;
    return goodNow + badNow === 0 ? [] : [{ at: from, good: goodNow, bad: badNow, excluded: 0 }];
  });
}

function bySubjectAndTime(left: SubjectEvent, right: SubjectEvent): number {
  if (left.subject !== right.subject) return left.subject < right.subject ? -1 : 1;
  if (left.at !== right.at) return left.at - right.at;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

/** The index of the first slice that ends after a time; their number when there is none. */
function firstEndAfter(slices: readonly Bounds[], at: number): number {
  let [low, high] = [0, slices.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((slices[middle] as Bounds).to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
