import type { Db } from '../database.ts';

/** One version of a stored SLO. */
export interface StoredVersion {
  readonly version: number;
  /** ms */
  readonly changedAt: number;
  /** As the audit log names them; null for versions of before. */
  readonly changedBy: string | null;
  /** OpenSLO as it was sent; null: this version deleted the SLO. */
  readonly document: string | null;
}

const most = 100;

/** The versions of a stored SLO, newest first; none when it was never stored. */
export async function readStoredVersions(db: Db, name: string): Promise<readonly StoredVersion[]> {
  const rows = await db
    .selectFrom('stored_slos')
    .select(['version', 'changed_at', 'changed_by', 'document'])
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ changed_at: changedAt, changed_by: changedBy, ...row }) => ({ ...row, changedAt, changedBy }));
}
