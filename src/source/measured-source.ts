import type { SourceMinute } from '../model/source-metric.ts';

/** A system outside of cislo that measures something. */
export interface MeasuredSource {
  /**
   * What it measured in [from, to), by minute and in order; both ms on whole minutes. A minute without anything to count may be left out.
   * The same minutes give the same answer, however they are asked for, as long as the source itself knows no more of them.
   *
   * @throws CisloError `source_unreachable` when it does not answer, `source_refused` when it does not take the query
   */
  readMinutes(from: number, to: number): Promise<readonly SourceMinute[]>;
  /** Events that have begun by `now` (ms) and have no verdict yet. Absent where each is measured once it is over. */
  countPending?(now: number): Promise<number>;
  close(): Promise<void>;
}

/** Reads an environment variable; undefined when it is not set. */
export type ReadVariable = (name: string) => string | undefined;
