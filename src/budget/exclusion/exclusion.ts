import type { Bounds } from '../../time/window-bounds.ts';
import { zonedTime } from '../../time/zoned-time.ts';
import { occurrenceDays } from './occurrence-days.ts';
import type { Recurrence } from './recurrence.ts';

/** Time in which bad events are excluded, on whole minutes, with its reason. */
export type Exclusion =
  | { readonly type: 'once'; readonly from: number; readonly to: number; readonly reason: string }
  | {
      readonly type: 'recurring';
      readonly recurrence: Recurrence;
      /** Elapsed time, above 0. */
      readonly durationMs: number;
      readonly reason: string;
    };

/** One stretch that is excluded, half-open, ms. */
export interface ExcludedStretch extends Bounds {
  readonly reason: string;
}

const dayMs = 86_400_000;

/**
 * Every stretch of the exclusions that touches [from, to), uncut, in the order of their starts. A local time that clocks skip is moved
 * behind the gap, one that they show twice is the earlier one (https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5).
 */
export function excludedStretches(
  exclusions: readonly Exclusion[],
  from: number,
  to: number,
): readonly ExcludedStretch[] {
  return exclusions
    .flatMap((exclusion) => stretchesOf(exclusion, to))
    .filter((stretch) => stretch.from < to && stretch.to > from)
    .sort((left, right) => left.from - right.from);
}

function stretchesOf(exclusion: Exclusion, to: number): readonly ExcludedStretch[] {
  const { reason } = exclusion;
  switch (exclusion.type) {
    case 'once':
      return [{ from: exclusion.from, to: exclusion.to, reason }];
    case 'recurring': {
      const { recurrence, durationMs } = exclusion;
      const timeMs = recurrence.startWall % dayMs;
      // The local day may be one further than UTC's.
      return occurrenceDays(recurrence, to + dayMs).map((day) => {
        const start = zonedTime(day + timeMs, recurrence.timeZone);
        return { from: start, to: start + durationMs, reason };
      });
    }
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return exclusion satisfies never;
  }
}
