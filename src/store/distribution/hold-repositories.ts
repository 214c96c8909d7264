import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { arrayLiteral } from '../unnest.ts';

/**
 * Locks the rows of these repositories until the transaction ends, after waiting for other transactions that hold them. Later statements
 * then see what those wrote. On many servers the lock of a lane is not enough, because an ended transaction may not be visible on each
 * of them yet. Returns the locked repositories; one without a visible row is not among them.
 */
export async function holdRepositories(tx: Db, repositoryIds: readonly number[]): Promise<readonly number[]> {
  if (repositoryIds.length === 0) return [];
  const ids = arrayLiteral([...new Set(repositoryIds)].sort((a, b) => a - b));
  const rows = await tx
    .updateTable('repositories')
    .set((row) => ({ seen_at: row.ref('seen_at') }))
    .where('repository_id', '=', sql<number>`any(${ids}::int8[])`)
    .returning('repository_id')
    .execute();
  return rows.map(({ repository_id }) => repository_id);
}
