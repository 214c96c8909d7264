/** One thing that is not as the log says. */
export interface Difference {
  /** `owner/name`, or '' for what concerns all. */
  readonly repository: string;
  /** `job_run`, `workflow_run`, `revision`, `answers`, `verdict`, `total`, `bucket`, `rollup`, `kept_aside` or `unfinished`. */
  readonly what: string;
  /** The row's id or name. */
  readonly key: string;
  /** As recomputed; null when there should be nothing. */
  readonly expected: unknown;
  /** As stored; null when there is nothing. */
  readonly found: unknown;
}

export interface Verification {
  /** Rows compared. */
  readonly checked: number;
  readonly differences: readonly Difference[];
}
