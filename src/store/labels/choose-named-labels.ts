import type { Db } from '../database.ts';
import { writeState } from '../state.ts';
import { type LimitedLabel, readNamedValues } from './read-named-labels.ts';

/** How many values of each label keep a name of their own. */
export interface LabelLimits {
  readonly repositories: number;
  readonly providers: number;
}

/**
 * Saves which repositories and providers keep series of their own, the busiest first. What is saved stays; new values fill what room is
 * left. Call it every few seconds. Until a choice is saved, each scrape chooses by itself and may choose others than the last one. Writes
 * only when there is something new.
 */
export async function chooseNamedLabels(db: Db, limits: LabelLimits): Promise<void> {
  await save(db, 'label_repositories', limits.repositories);
  await save(db, 'label_providers', limits.providers);
}

async function save(db: Db, label: LimitedLabel, max: number): Promise<void> {
  const { kept, added } = await readNamedValues(db, label, max);
  if (added.length > 0) await writeState(db, label, JSON.stringify([...kept, ...added]));
}
