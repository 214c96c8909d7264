import type { EventType, Objective } from '../model/objective.ts';
import { type Db, run } from '../store/database.ts';
import { requestFold } from '../store/projection/request-fold.ts';
import type { DerivedTable } from '../store/settlement/save-settled.ts';
import { readState, writeState } from '../store/state.ts';

const tables = { 'job-run': 'job_runs', revision: 'revisions', delivery: 'hook_deliveries' } as const satisfies Record<
  EventType,
  DerivedTable
>;

/**
 * Compares rules and objectives with those the derived rows were made with. Changed rules put the whole log into the
 * inbox again; a new or changed objective makes every row due again, so history is judged by it as well.
 */
export function applyDefinitions(
  db: Db,
  definitions: { readonly objectives: readonly Objective[]; readonly rulesHash: string },
  now: number,
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    // One starter at a time decides; the others then find nothing changed.
    await run(tx, `select pg_advisory_xact_lock(720310, 0)`);
    if ((await readState(tx, 'rules')) !== definitions.rulesHash) {
      await requestFold(tx, null, now);
      await writeState(tx, 'rules', definitions.rulesHash);
    }
    for (const [eventType, table] of Object.entries(tables)) {
      const hash = definitions.objectives
        .filter((objective) => objective.eventType === eventType)
        .map(({ name, definitionHash }) => `${name}=${definitionHash}`)
        .sort()
        .join(' ');
      if ((await readState(tx, `objectives:${eventType}`)) === hash) continue;
      await run(tx, `update ${table} set due_at = $1`, [new Date(now).toISOString()]);
      await writeState(tx, `objectives:${eventType}`, hash);
    }
  });
}
