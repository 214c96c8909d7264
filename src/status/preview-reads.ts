import type { EventIndicator, MeasuredIndicator } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import type { MeasuredSource } from '../source/measured-source.ts';
import type { MinuteCounts } from '../store/event/count-minutes.ts';
import type { SloEventView } from '../store/read/list-slo-events.ts';
import type { ReadDoor } from '../store/read/read-door.ts';

/** What a preview is computed from. Times in ms. */
export interface PreviewReads {
  /** What counts in [from, to), by minute and in order. */
  readonly minutes: (from: number, to: number) => Promise<readonly MinuteCounts[]>;
  /** Events that have begun and have no verdict; null: those of the minutes. */
  readonly pending: () => Promise<number | null>;
  /** The newest bad events of [from, to), at most `limit`. */
  readonly bad: (from: number, to: number, limit: number) => Promise<readonly SloEventView[]>;
}

/** When a preview is made, ms. */
export interface PreviewTime {
  readonly now: number;
  /** How long after its deadline an event without a result is waited for. */
  readonly graceMs: number;
}

/** A source is asked for so much at a time. */
const stepMs = 86_400_000;

/** A preview of what is counted event by event. */
export function eventReads(
  read: Pick<ReadDoor, 'judgeMinutes' | 'listJudgedBad'>,
  viewer: Viewer,
  indicator: EventIndicator,
  time: PreviewTime,
): PreviewReads {
  return {
    minutes: (from, to) => read.judgeMinutes(viewer, indicator, { ...time, from, to }),
    pending: async () => null,
    bad: (from, to, limit) => read.listJudgedBad(viewer, indicator, { ...time, from, to }, limit),
  };
}

/** A preview of what is measured minute by minute. Of journeys alone it knows the events. */
export function measuredReads(
  read: Pick<ReadDoor, 'listJourneys'>,
  viewer: Viewer,
  indicator: MeasuredIndicator,
  source: MeasuredSource,
  time: PreviewTime,
): PreviewReads {
  return {
    minutes: async (from, to) => {
      const found: MinuteCounts[] = [];
      for (let begin = from; begin < to; begin += stepMs) {
        for (const { at, good, total, excluded = 0 } of await source.readMinutes(begin, Math.min(begin + stepMs, to)))
          found.push({ at, good, bad: total - good, excluded, pending: 0 });
      }
      return found;
    },
    pending: async () => (await source.countPending?.(time.now)) ?? 0,
    bad: async (since, until, limit) => {
      if (indicator.type !== 'journey') return [];
      return (await read.listJourneys(viewer, null, indicator, { verdict: 'bad', since, until, limit }, time)).items;
    },
  };
}
