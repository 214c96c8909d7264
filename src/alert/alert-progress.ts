/** inactive: nothing. pending: the condition is true, but not for long enough yet. firing: somebody is to be told. resolved: over, until it begins anew. */
export const alertStates = ['inactive', 'pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

/** How far one alert has come: everything that the next minute is decided from. Times in ms, each a full minute. Immutable. */
export interface AlertProgress {
  readonly state: AlertState;
  /** There was nothing to decide from in the last minute, so the state stayed as it was. */
  readonly isFrozen: boolean;
  /** Of the alert under way, or of the last one; null while there was none. */
  readonly pendingAt: number | null;
  readonly firingAt: number | null;
  readonly resolvedAt: number | null;
  /**
   * pending: for how long the condition has been true. firing: for how long it has been false, null while it is true. Minutes that
   * were frozen do not count.
   */
  readonly heldMs: number | null;
  /** The highest share of bad in the long window since `pendingAt`, 0 to 1. */
  readonly peakBadRatio: number;
  /** The last minute that was evaluated; null: none was. */
  readonly minute: number | null;
}

/** Before the first minute. */
export const noAlertYet: AlertProgress = {
  state: 'inactive',
  isFrozen: false,
  pendingAt: null,
  firingAt: null,
  resolvedAt: null,
  heldMs: null,
  peakBadRatio: 0,
  minute: null,
};
