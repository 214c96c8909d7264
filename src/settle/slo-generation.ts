import type { EventIndicator } from '../model/objective.ts';
import type { CompiledIndicator } from '../slo/compile-indicator.ts';

/** A generation of an objective that rows are judged for. */
export interface SloGeneration {
  readonly id: number;
  /** The objective's name. */
  readonly slo: string;
  /** Whose rows it judges; `noFold` for deliveries. */
  readonly fold: number;
  readonly indicator: CompiledIndicator;
  /** The same as plain data. */
  readonly definition: EventIndicator;
}

/** What rows are settled for. */
export interface Settling {
  /** The fold generations whose rows are settled; hook deliveries are settled always. */
  readonly folds: readonly number[];
  readonly slos: readonly SloGeneration[];
  /** The generations, of whatever kind, that have not taken over. */
  readonly building: ReadonlySet<number>;
  /** How long after a deadline an event without a result waits before it is judged. */
  readonly graceMs: number;
}
