import type { Duration } from '../../time/duration.ts';

/** A `duration-shorthand` of OpenSLO: the unit is m, h, d, w, M, Q or Y. `ms` is null for M, Q and Y, which have no fixed length. */
export interface TimeSpan extends Duration {
  /** As OpenSLO writes it: `5m`. */
  readonly text: string;
}
