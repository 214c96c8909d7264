import { sql } from 'kysely';
import type { GenerationKind, GenerationState } from '../../model/generation.ts';
import type { CountedType } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { readState, writeState } from '../state.ts';

/** What a new generation is made of. */
export interface NewGeneration {
  readonly kind: GenerationKind;
  readonly slo: string | null;
  readonly eventType: CountedType | null;
  readonly fold: number | null;
  readonly version: number;
  readonly hash: string;
  readonly definition: unknown;
  readonly round: number;
  readonly state: Exclude<GenerationState, 'retired'>;
  /** Rows are there already: it has to judge them before it can take over. */
  readonly hasHistoryLeft: boolean;
  /** How many rows there are for it to judge again. */
  readonly total: number;
}

/** Ids are never used again, also when retention has removed a generation: processes remember what an id stands for. */
const lastIdKey = 'last_generation';

/** Writes a new generation and returns its id. The caller may change the generations. */
export async function createGeneration(tx: Db, made: NewGeneration, now: number): Promise<number> {
  const id = Number((await readState(tx, lastIdKey)) ?? 0) + 1;
  await writeState(tx, lastIdKey, String(id));
  await tx
    .insertInto('generations')
    .values({
      id,
      kind: made.kind,
      slo: made.slo,
      event_type: made.eventType,
      fold_generation: made.fold,
      version: made.version,
      hash: made.hash,
      definition: sql`${JSON.stringify(made.definition)}::jsonb`,
      round: made.round,
      state: made.state,
      place: made.hasHistoryLeft ? sql`'{}'::jsonb` : null,
      done: 0,
      total: made.total,
      started_at: instant(now),
      current_at: made.state === 'current' ? instant(now) : null,
    })
    .execute();
  return id;
}

/** Retires generations: nothing is written for them any more, and retention removes what they own. The caller may change the generations. */
export async function retireGenerations(tx: Db, ids: readonly number[], now: number): Promise<void> {
  for (const id of ids) {
    await tx
      .updateTable('generations')
      .set({ state: 'retired', place: null, retired_at: instant(now) })
      .where('id', '=', id)
      .execute();
    await tx.deleteFrom('fold_requests').where('generation', '=', id).execute();
  }
}

/**
 * Makes generations current: what scrapes show of them begins at 0, whatever was counted while they were built, but for what was shown
 * already then. The caller may change the generations.
 */
export async function makeCurrent(tx: Db, ids: readonly number[], now: number): Promise<void> {
  for (const id of ids) {
    await tx
      .updateTable('generations')
      .set({ state: 'current', place: null, current_at: instant(now) })
      .where('id', '=', id)
      .execute();
    await tx
      .updateTable('totals')
      .set((total) => ({ base: total.ref('exact'), exported: 0 }))
      .where('generation', '=', id)
      .where('base', 'is', null)
      .execute();
  }
}

/** The definition of a generation as it was written; undefined when there is no such generation. */
export async function readDefinition(db: Db, id: number): Promise<unknown> {
  const row = await db.selectFrom('generations').select('definition').where('id', '=', id).executeTakeFirst();
  return row?.definition;
}

/**
 * Marks generations as stale: what was received at or after `since` (our clock, ms) may be folded or settled without them. The first mark
 * of a generation stands.
 */
export async function markStale(tx: Db, ids: readonly number[], since: number): Promise<void> {
  for (const id of ids) {
    await tx
      .updateTable('generations')
      .set({ stale_since: instant(since) })
      .where('id', '=', id)
      .where('stale_since', 'is', null)
      .execute();
  }
}
