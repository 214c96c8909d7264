import { noFold } from '../../model/generation.ts';
import type { CountedType } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { readLive } from './read-live.ts';

/** The generation of an objective that answers for it. */
export interface ShownSlo {
  readonly id: number;
  readonly slo: string;
  readonly eventType: CountedType;
  /** building: the objective is new, and what happened before it is still being judged. */
  readonly state: 'building' | 'current';
}

/** What readers are answered with: pass these ids to their statements. */
export interface ShownGenerations {
  /** Of derived rows; null before the first deployment, when there are none. */
  readonly fold: number | null;
  /** One for each objective that has a generation, in order of id. */
  readonly slos: readonly ShownSlo[];
  /** The generations of all totals that a reader may add up: of deliveries, of rows and of verdicts. */
  readonly totals: readonly number[];
}

/** The current generation of everything; of an objective that is new, the one that is being built under the current fold. */
export async function readShown(db: Db): Promise<ShownGenerations> {
  const { folds, slos } = await readLive(db);
  const fold = folds.find(({ state }) => state === 'current')?.id ?? null;
  const candidates = slos.filter((slo) => slo.fold === fold || slo.fold === noFold);
  const bySlo = new Map<string, ShownSlo>();
  for (const { id, slo, eventType, state } of candidates) {
    if (state === 'retired' || bySlo.get(slo)?.state === 'current') continue;
    bySlo.set(slo, { id, slo, eventType, state });
  }
  const shown = [...bySlo.values()];
  return { fold, slos: shown, totals: [noFold, ...(fold === null ? [] : [fold]), ...shown.map(({ id }) => id)] };
}
