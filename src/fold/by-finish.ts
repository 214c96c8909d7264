import type { Derived } from '../settle/plan-row.ts';
import type { SettlingFold } from '../settle/settle-folded.ts';
import type { RepositoryKey } from '../store/projection/load-repository-facts.ts';

/** Rows that are settled while they are folded, or such that are left to settling. `stood`: what stands there of their repositories. */
export interface Part<Row, Stored> {
  readonly rows: readonly Row[];
  readonly stood: readonly Stored[];
  readonly isFinished: boolean;
}

/** Divides what a fold made, and what stands there, by whether it is settled at once. */
export function byFinish<Row extends Derived, Stored extends RepositoryKey>(
  { isFinished }: SettlingFold,
  rows: readonly Row[],
  stored: readonly Stored[],
): readonly Part<Row, Stored>[] {
  return [true, false].map((wanted) => ({
    rows: rows.filter(({ repositoryId, host }) => isFinished({ repository_id: repositoryId, host }) === wanted),
    stood: stored.filter((row) => isFinished(row) === wanted),
    isFinished: wanted,
  }));
}
