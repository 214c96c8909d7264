/** Systems outside of cislo whose measurements an objective can count. */
export const sourceTypes = ['prometheus', 'clickhouse', 'postgresql'] as const;
export type SourceType = (typeof sourceTypes)[number];

/**
 * Where a source is, as a DataSource or a metric source of a file says it. A value `env:NAME` stands for that environment variable,
 * so that no secret is ever stored. Keys that a type does not know are refused when the file is read.
 */
export interface SourceConnection {
  readonly type: SourceType;
  readonly details: Readonly<Record<string, string>>;
}

/** PromQL: an expression whose value at the end of a minute stands for that minute. Several series are added up. */
export interface PromqlQuery {
  readonly type: 'promql';
  readonly text: string;
}

/** A table of events with their time. `where` and `good` are conditions in the server's own language, `true` where none is given. */
export interface TableQuery {
  readonly type: 'table';
  readonly table: string;
  /** The column that holds the time of an event. */
  readonly time: string;
  readonly where: string;
  readonly good: string;
}

/** One SELECT of `at`, `good`, `total`; of `at`, `value` where values are measured. `$1` and `$2` stand for the bounds that are asked for. */
export interface SqlQuery {
  readonly type: 'sql';
  readonly text: string;
}

/** How a value is compared with the number of an objective. */
export const thresholdOps = ['lt', 'lte', 'gt', 'gte'] as const;
export type ThresholdOp = (typeof thresholdOps)[number];

/**
 * What is measured there. `ratio`: events, and how many of them were good or bad. `rows`: one query answers both. `raw`: a ratio at
 * each point, 0 to 1. `threshold`: a value at each point, which is good when `value op limit` holds; `limit` in decimal digits.
 */
export type SourceMetric =
  | {
      readonly type: 'ratio';
      /** True: the values are totals that only grow. False: each value is the number of events of its minute. */
      readonly counter: boolean;
      readonly side: 'good' | 'bad';
      readonly outcome: PromqlQuery;
      readonly total: PromqlQuery;
    }
  | { readonly type: 'rows'; readonly side: 'good' | 'bad'; readonly query: TableQuery | SqlQuery }
  | { readonly type: 'raw'; readonly rawType: 'success' | 'failure'; readonly query: PromqlQuery | SqlQuery }
  | {
      readonly type: 'threshold';
      readonly op: ThresholdOp;
      readonly limit: string;
      readonly query: PromqlQuery | SqlQuery;
    };

/** What was measured in one minute. */
export interface SourceMinute {
  /** The minute's start, ms. */
  readonly at: number;
  /** Whole, 0 to `total`. Of a raw ratio: in parts of `rawUnit`. */
  readonly good: number;
  /** Whole, 0 or more. Of a raw ratio: the number of points times `rawUnit`. */
  readonly total: number;
  /** Events that are left out of `total`. Absent: none. */
  readonly excluded?: number;
}

/** A raw ratio of 1 at one point is counted as so many good parts: nine digits of it are kept. */
export const rawUnit = 1_000_000_000;
