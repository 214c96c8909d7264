import type { Objective } from '../model/objective.ts';
import type { Rules } from '../model/rules.ts';

/** What rows and verdicts are made by. */
export interface Definitions {
  readonly objectives: readonly Objective[];
  readonly rules: Rules;
  /** How long after a deadline an event without a result waits before it is judged, ms. */
  readonly graceMs: number;
}
