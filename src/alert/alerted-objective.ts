import type { Fraction } from '../model/fraction.ts';
import type { TimeWindow } from '../time/time-window.ts';

/** What of an objective decides its alerts. */
export interface AlertedObjective {
  /** The SLO's id. */
  readonly slo: string;
  /** Ratio in (0, 1), exact. */
  readonly target: Fraction;
  readonly window: TimeWindow;
}
