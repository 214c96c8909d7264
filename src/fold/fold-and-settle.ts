import { noChanges, saveChanges } from '../settle/settling-changes.ts';
import type { Settling } from '../settle/slo-generation.ts';
import type { Db } from '../store/database.ts';
import { isDistributed } from '../store/distribution/is-distributed.ts';
import type { RepositoryKey } from '../store/projection/load-repository-facts.ts';
import { readRepositoryNames } from '../store/projection/save-repositories.ts';
import type { TotalSums } from '../store/settlement/total-sums.ts';
import { type Dirty, foldDirty } from './fold-dirty.ts';
import type { FoldGeneration } from './fold-generation.ts';
import { foldHistory } from './fold-history.ts';
import { byKey, repositoryKey } from './keys.ts';

/** A batch of work of a fold. */
export interface FoldBatch {
  readonly dirty: Dirty;
  /** The repositories that it is about; one may be named many times. */
  readonly repositories: readonly RepositoryKey[];
  /** The keys of those that can be settled now; null: all can. */
  readonly finished: ReadonlySet<string> | null;
  /** When we received the oldest of what the batch is about, ms. */
  readonly dueAt: number;
}

/**
 * Folds a batch for each of these generations and settles the rows that it writes of finished repositories, in the caller's transaction.
 * The sums of all repositories are written last, `finish` before them: it takes away what asked for the fold, and may count what was
 * done there. On many servers a fold cannot see for certain what others settled, so there it leaves all rows to settling.
 */
export async function foldAndSettle(
  tx: Db,
  generations: readonly FoldGeneration[],
  { slos, graceMs, building }: Settling,
  { dirty, repositories, finished, dueAt }: FoldBatch,
  now: number,
  finish: (totals: TotalSums) => Promise<void>,
): Promise<void> {
  const places = [...byKey(repositories, repositoryKey).values()];
  const names = await readRepositoryNames(tx, places);
  const changes = noChanges();
  const nameOf = (place: RepositoryKey): string => names.get(repositoryKey(place)) ?? '';
  const isApart = await isDistributed(tx);
  const isFinished = (place: RepositoryKey): boolean => !isApart && finished?.has(repositoryKey(place)) !== false;
  const settling = { slos, graceMs, now, nameOf, isFinished, changes };
  for (const generation of generations) {
    const folding = { generation, dueAt, names, settling };
    await foldHistory(tx, folding, await foldDirty(tx, folding, dirty));
  }
  for (const { repository_id, host } of places.filter((place) => !isFinished(place)))
    changes.queue.push({ repository_id, host, due_at: dueAt });
  await finish(changes.totals);
  await saveChanges(tx, changes, building);
}
