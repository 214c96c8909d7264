import { type SqlBool, sql } from 'kysely';
import { noFold } from '../../model/generation.ts';
import type { EventType } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import type { DerivedTable } from '../settlement/save-settled.ts';

/** Where the events of each type stand, the time by which they are judged through, newest first, and whether they have a provider. */
export const eventTables = {
  'job-run': { table: 'job_runs', time: 'queued_at', hasProvider: true },
  revision: { table: 'revisions', time: 'changed_at', hasProvider: true },
  delivery: { table: 'hook_deliveries', time: 'delivered_at', hasProvider: false },
  custom: { table: 'custom_events', time: 'at', hasProvider: false },
} as const satisfies Record<
  EventType,
  { readonly table: DerivedTable; readonly time: string; readonly hasProvider: boolean }
>;

/** How many rows of this type a fold generation has (`noFold`: how many deliveries, or events that were sent, there are). */
export async function countRows(db: Db, eventType: EventType, fold: number): Promise<number> {
  const { count } = await db
    .selectFrom(eventTables[eventType].table)
    .select(sql<number>`count(*)`.as('count'))
    .$if(fold !== noFold, (rows) => rows.where(sql<SqlBool>`generation = ${fold}`))
    .executeTakeFirstOrThrow();
  return count;
}
