/**
 * The bad and the good events of an objective with what is known of each, as columns of numbers. Events stand in the order of their clusters:
 * those of one cluster follow one another.
 */
export interface Cohorts {
  /** 1 for a bad event, 0 for a good one. */
  readonly isBad: Uint8Array;
  /** The cluster of each event, a number that no other cluster has. */
  readonly clusters: Int32Array;
  readonly dimensions: readonly Dimension[];
}

/** What may tell events apart: a column with a value for each event, or with a list of them. */
export interface Dimension {
  readonly name: string;
  /** By code. */
  readonly values: readonly string[];
  /** The codes of all events, one after the other. */
  readonly codes: Int32Array;
  /** Where the codes of each event begin, and after the last event where they end; null: each event has one. */
  readonly starts: Int32Array | null;
  /** It tells when an event was, and not what it was. */
  readonly isWhen: boolean;
}

/** A value of one dimension. */
export interface Pair {
  readonly dimension: string;
  readonly value: string;
}

/** How events without a value are named. */
export const noValue = '(none)';
