import type { Db } from '../database.ts';
import type { Database } from '../schema.ts';

/** The version of a stored SLO that is in force; `changed_at` in ms. */
export interface StoredSlo extends Pick<Database['stored_slos'], 'name' | 'version' | 'changed_at'> {
  /** OpenSLO as it was sent. */
  readonly document: string;
  /** What the document says, as it was written; `readStoredObjective` reads each. */
  readonly objectives: readonly unknown[];
}

/** The stored SLOs that are in force, in the order of their names. There are few, so all versions are looked at by the primary key. */
export async function readStoredSlos(db: Db): Promise<readonly StoredSlo[]> {
  const rows = await db
    .selectFrom('stored_slos')
    .distinctOn('name')
    .select(['name', 'version', 'document', 'objectives', 'changed_at'])
    .orderBy('name')
    .orderBy('version', 'desc')
    .execute();
  return rows.flatMap(({ document, objectives, ...row }) =>
    document === null ? [] : [{ ...row, document, objectives: objectives as readonly unknown[] }],
  );
}
