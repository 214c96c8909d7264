import type { AlertMinute } from '../../src/alert/burn-counts.ts';
import { readShown } from '../../src/store/generation/read-shown.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { addBuckets } from '../../src/store/settlement/add-buckets.ts';

/** Adds settled events to the sums of an objective, as if they had been judged. */
export async function addMinutes(
  { db }: Pick<OpenStore, 'db'>,
  slo: string,
  minutes: readonly AlertMinute[],
  repositoryId = 42,
): Promise<void> {
  const { slos } = await readShown(db);
  const generation = slos.find((shown) => shown.slo === slo)?.id;
  if (generation === undefined) throw new Error(`${slo} has no generation`);
  const deltas = minutes.map((minute) => ({
    ...minute,
    repository_id: repositoryId,
    host: 'github.com',
    generation,
    excluded: 0,
  }));
  await db.transaction().execute((tx) => addBuckets(tx, deltas));
}
