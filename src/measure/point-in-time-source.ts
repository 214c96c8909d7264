import { slicesBetween } from '../budget/slice/slices-between.ts';
import { pointInTime } from '../budget/source/point-in-time.ts';
import { noFold } from '../model/generation.ts';
import type { PointInTimeIndicator } from '../model/objective.ts';
import type { SourceMinute } from '../model/source-metric.ts';
import type { MeasuredSource } from '../source/measured-source.ts';
import type { Db } from '../store/database.ts';
import { readSubjectEvents } from '../store/event/read-subject-events.ts';
import { readShown } from '../store/generation/read-shown.ts';

const minuteMs = 60_000;
/** A local day is up to an hour longer than its elapsed time says. */
const longerByMs = 3_600_000;

/** The subjects of our own events as a source: the last minute of each slice holds how many were good and bad at its end. */
export function pointInTimeSource(db: Db, indicator: PointInTimeIndicator): MeasuredSource {
  const { event, slice, calendar, forgetAfterMs } = indicator;
  const window = calendar ?? { type: 'rolling', ms: slice.ms, text: '' };

  async function readMinutes(from: number, to: number): Promise<readonly SourceMinute[]> {
    const slices = slicesBetween(slice, window, from - slice.ms - longerByMs, to).filter((bounds) => bounds.to > from);
    if (slices.length === 0) return [];
    const fold = event === 'custom' ? noFold : (await readShown(db)).fold;
    if (fold === null) return [];
    const events = await readSubjectEvents(db, { indicator, fold, from, to });
    const ends = new Map(slices.map((bounds) => [bounds.from, bounds.to]));
    return pointInTime(events, slices, forgetAfterMs).map(({ at, good, bad }) => ({
      at: (ends.get(at) as number) - minuteMs,
      good,
      total: good + bad,
    }));
  }

  return { readMinutes, close: async () => undefined };
}
