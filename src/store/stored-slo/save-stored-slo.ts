import { sql } from 'kysely';
import type { Objective } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** What becomes the newest version of a stored SLO. */
export interface StoredSloVersion {
  readonly name: string;
  /** OpenSLO as it was sent, and what it says; null deletes the SLO. */
  /** As the audit log names them. */
  readonly changedBy: string;
  readonly content: { readonly document: string; readonly objectives: readonly Objective[] } | null;
}

/** Adds a version; the earlier ones stay. The caller may change the generations, so versions are given out one after another. */
export async function saveStoredSlo(
  tx: Db,
  { name, changedBy, content }: StoredSloVersion,
  now: number,
): Promise<void> {
  await tx
    .insertInto('stored_slos')
    .values((row) => ({
      name,
      version: sql<number>`${row
        .selectFrom('stored_slos')
        .where('name', '=', name)
        .select(({ fn, lit }) => fn.coalesce(fn.max('version'), lit(0)).as('newest'))} + 1`,
      document: content?.document ?? null,
      objectives: content === null ? null : sql`${JSON.stringify(content.objectives)}::jsonb`,
      changed_at: instant(now),
      changed_by: changedBy,
    }))
    .execute();
}
