import type { Objective } from '../../model/objective.ts';
import { readStoredObjective } from '../../slo/read-stored-objective.ts';
import type { Db } from '../database.ts';
import { readCurrentDeployment, readDeploymentKey } from './deployments.ts';

/** What was read last, for each pool. The adapter is the key, because a pool and its transactions share it. */
const known = new WeakMap<object, { readonly key: string; readonly objectives: readonly Objective[] | null }>();

/**
 * The objectives that are deployed, in their order: the numbers are made with them. null before the first deployment, and when another
 * version of cislo deployed some that this one does not know.
 */
export async function readDeployedObjectives(db: Db): Promise<readonly Objective[] | null> {
  const { adapter } = db.getExecutor();
  const key = await readDeploymentKey(db);
  if (key === null) return null;
  const before = known.get(adapter);
  if (before?.key === key) return before.objectives;
  const deployment = await readCurrentDeployment(db);
  const objectives = parse(deployment?.definition);
  known.set(adapter, { key, objectives });
  return objectives;
}

function parse(definition: unknown): readonly Objective[] | null {
  const { objectives } = definition as { readonly objectives: readonly unknown[] };
  try {
    return objectives.map(readStoredObjective);
  } catch {
    return null;
  }
}
