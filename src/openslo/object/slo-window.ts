import type { PartPlace } from './part-place.ts';
import type { TimeSpan } from './time-span.ts';

/**
 * The time window of an SLO. `rolling`: the last `duration`, which may be in M, Q or Y. `calendar`: steps of `duration` from `anchor`
 * (ms, UTC), which is `startTime` in the local time of `timeZone`. https://github.com/OpenSLO/OpenSLO#slo
 */
export type OpenSloWindow =
  | { readonly type: 'rolling'; readonly duration: TimeSpan; readonly place: PartPlace }
  | {
      readonly type: 'calendar';
      readonly duration: TimeSpan;
      /** Local time as written: `2026-01-01 00:00:00`. */
      readonly startTime: string;
      readonly anchor: number;
      /** A name of the IANA database. */
      readonly timeZone: string;
      readonly place: PartPlace;
    };
