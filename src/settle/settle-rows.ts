import type { Db } from '../store/database.ts';
import type { Due, RowKey } from '../store/settlement/read-due.ts';
import { deleteRemoved, saveSettled } from '../store/settlement/save-settled.ts';
import { countPlan } from './count-plan.ts';
import { type Derived, planRemoval, planRow } from './plan-row.ts';
import { readStoredVerdicts } from './read-stored-verdicts.ts';
import type { Settler } from './settlers.ts';
import type { SettlingChanges } from './settling-changes.ts';
import type { Settling } from './slo-generation.ts';

/**
 * Judges rows that are due, writes on them what settling leaves there, and adds to `changes` what the caller saves at the end of its
 * transaction: verdicts, buckets, totals and corrections, each exactly once. The rows are written first, if they still stand as they
 * were read, and only those that were written are counted: so a transaction that did commit, although its answer was lost or its rows
 * could not be seen yet, is not counted twice.
 */
export async function settleRows<Row extends Derived>(
  db: Db,
  { graceMs }: Pick<Settling, 'graceMs'>,
  settler: Settler<Row>,
  due: readonly Due<Row>[],
  now: number,
  changes: SettlingChanges,
): Promise<void> {
  const keyed = due.map((item) => ({ ...keyOf(item.row), ...item }));
  const stored = await readStoredVerdicts(db, settler, keyed);
  const plans = keyed.map((item) => {
    const plan = item.removed
      ? planRemoval(settler, keyOf(item.row), item.counted, stored)
      : planRow(settler, item, stored, now, graceMs);
    return { plan, removed: item.removed, settled: { ...plan.key, ...plan.marks, stood: item.stood } };
  });
  const kept = plans.filter(({ removed }) => !removed).map(({ settled }) => settled);
  const gone = plans.filter(({ removed }) => removed).map(({ settled }) => settled);
  const written = new Set(
    [
      ...(await saveSettled(db, settler.generation, settler.table, kept)),
      ...(await deleteRemoved(db, settler.generation, settler.table, gone)),
    ].map(rowName),
  );
  for (const { plan } of plans) if (written.has(rowName(plan.key))) countPlan(plan, settler.generation, changes);
}

function keyOf({ repositoryId, host, id }: Derived): RowKey {
  return { repository_id: repositoryId, host, id };
}

function rowName({ repository_id, host, id }: RowKey): string {
  return `${repository_id}@${host}/${id}`;
}
