/** Label values of one series, in the order in which they are written. */
export type Labels = Readonly<Record<string, string>>;

/** One line of the exposition, in the shape that prom-client's registry renders. */
export interface Sample {
  /** Only for the parts of a histogram (`…_bucket`, `…_sum`, `…_count`); the family's own name otherwise. */
  readonly metricName?: string;
  readonly labels: Labels;
  /** Labels that a whole group of samples shares: one object a group, so that they are formatted once. */
  readonly sharedLabels?: Labels;
  readonly value: number;
  readonly exemplar?: Exemplar;
}

/** A link from a bucket to a job: written in OpenMetrics only. */
export interface Exemplar {
  readonly labelSet: Labels;
  /** In the histogram's own unit. */
  readonly value: number;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}
