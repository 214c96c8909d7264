import type { Db } from '../store/database.ts';
import type { Judge } from '../store/projection/save-derived.ts';
import { countPlan } from './count-plan.ts';
import { type Derived, planRemoval, planRow } from './plan-row.ts';
import { readStoredVerdicts } from './read-stored-verdicts.ts';
import type { Settler } from './settlers.ts';
import type { SettlingChanges } from './settling-changes.ts';
import type { Settling } from './slo-generation.ts';

/** With what a fold settles the rows that it writes. */
export interface SettlingFold extends Pick<Settling, 'slos' | 'graceMs'> {
  /** ms */
  readonly now: number;
  /** The full name of a repository. */
  readonly nameOf: (repository: { readonly repository_id: number; readonly host: string }) => string;
  /** Whether rows of a repository are settled now; those of others are left to settling. */
  readonly isFinished: (repository: { readonly repository_id: number; readonly host: string }) => boolean;
  /** What the caller saves at the end of its transaction. */
  readonly changes: SettlingChanges;
}

/**
 * Settles rows while they are folded: a row is judged and counted before it is written, so it is written once. What waits for a
 * deadline goes to the queue, as it does when settling finds it later. The caller holds the lanes' locks, so the rows stand as it read them.
 */
export function settleFolded<Row extends Derived>(
  db: Db,
  { graceMs, now, nameOf, changes }: SettlingFold,
  settler: Settler<Row>,
): Judge<Row> {
  return async (changed, gone) => {
    const known = changed.flatMap(({ before }) => before ?? []);
    const stored = await readStoredVerdicts(db, settler, [...known, ...gone]);
    for (const row of gone) {
      const { repository_id, host, id, counted } = row;
      countPlan(planRemoval(settler, { repository_id, host, id }, counted, stored), settler.generation, changes);
    }
    return changed.map(({ row, before }) => {
      const repository = nameOf({ repository_id: row.repositoryId, host: row.host });
      const plan = planRow(settler, { row, repository, counted: before?.counted ?? null }, stored, now, graceMs);
      countPlan(plan, settler.generation, changes);
      return plan.marks;
    });
  };
}
