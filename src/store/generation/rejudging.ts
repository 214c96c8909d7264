import { type SqlBool, sql } from 'kysely';
import { noFold, type RejudgingPlace } from '../../model/generation.ts';
import type { EventType } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';
import { eventTables } from './count-rows.ts';

/** For which generation rows are judged again, and which rows. */
export interface Rejudging {
  readonly generation: number;
  readonly fold: number;
  readonly eventType: EventType;
}

/** Reads how far a generation has come, and locks that place until the transaction ends; null: nothing is left. */
export async function lockRejudging(tx: Db, { generation }: Rejudging): Promise<RejudgingPlace | null> {
  const row = await tx
    .selectFrom('generations')
    .select('place')
    .where('id', '=', generation)
    .forUpdate()
    .executeTakeFirst();
  return row?.place ?? null;
}

/** A row that is judged again. `at`: the time by which it stands in its place, ms. */
export type RejudgedRow = Pick<Database['job_runs'], 'repository_id' | 'host' | 'id'> & { readonly at: number };

/** The next rows to judge again, newest first: their keys with their times. Uses the index over the generation and the time. */
export function readRejudging(
  tx: Db,
  { fold, eventType }: Rejudging,
  place: RejudgingPlace,
  limit: number,
): Promise<readonly RejudgedRow[]> {
  const { table, time } = eventTables[eventType];
  const at = sql.ref<number>(time);
  const { at: lastAt, id: lastId } = place;
  return tx
    .selectFrom(table)
    .select(['repository_id', 'host', 'id', at.as('at')])
    .$if(fold !== noFold, (rows) => rows.where(sql<SqlBool>`generation = ${fold}`))
    .$if(lastAt !== undefined && lastId !== undefined, (rows) =>
      rows.where(sql<SqlBool>`(${at}, id) < (${instant(lastAt ?? 0)}, ${lastId})`),
    )
    .orderBy(at, 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Saves how far a generation has come; null: nothing is left. */
export async function saveRejudging(
  tx: Db,
  { generation }: Pick<Rejudging, 'generation'>,
  place: RejudgingPlace | null,
  judged: number,
): Promise<void> {
  await tx
    .updateTable('generations')
    .set((row) => ({
      place: place === null ? null : sql`${JSON.stringify(place)}::jsonb`,
      done: row('done', '+', judged),
    }))
    .where('id', '=', generation)
    .execute();
}
