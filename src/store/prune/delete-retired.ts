import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { type KeyColumn, keyTable } from '../key-table.ts';
import type { Database } from '../schema.ts';

/** Readers that began before a generation was retired have ended by then. */
const patienceMs = 60_000;

/** Tables whose rows belong to a generation. */
type OwnedTable = {
  [Table in keyof Database]: 'generation' extends keyof Database[Table] ? Table : never;
}[keyof Database];

/** Deletes some rows of a generation, at most `limit`; returns how many. */
type DeleteSome = (db: Db, generation: number, limit: number) => Promise<number>;

const deleteTotals = deleteFrom('totals', ['repository_id', 'host', 'name', 'kind', 'provider', 'label']);

/** What a fold generation owns. */
const deleteFolded = [
  deleteFrom('job_runs', ['repository_id', 'host', 'id']),
  deleteFrom('workflow_runs', ['repository_id', 'host', 'id']),
  deleteFrom('revisions', ['repository_id', 'host', 'id']),
  deleteFrom('commit_answers', ['repository_id', 'host', 'head_sha', 'provider', 'is_ci', 'begins', 'at']),
  deleteTotals,
];

/** What a generation of an objective owns. */
const deleteJudged = [
  deleteFrom('verdicts', ['repository_id', 'host', 'event_id']),
  deleteFrom('slo_buckets', ['repository_id', 'host', 'seconds', 'at']),
  deleteTotals,
];

/**
 * Deletes some of what retired generations own, at most `limit` rows, and a generation itself when it owns nothing any more.
 * `now` in ms. Returns how many rows were deleted; 0: there is nothing left to delete.
 */
export async function deleteRetired(db: Db, limit: number, now: number): Promise<number> {
  const retired = await db
    .selectFrom('generations')
    .select(['id', 'kind'])
    .where('state', '=', 'retired')
    .where('retired_at', '<=', instant(now - patienceMs))
    .orderBy('id')
    .execute();
  for (const { id, kind } of retired) {
    for (const deleteSome of kind === 'fold' ? deleteFolded : deleteJudged) {
      const deleted = await deleteSome(db, id, limit);
      if (deleted > 0) return deleted;
    }
    await db.deleteFrom('measuring').where('generation', '=', id).execute();
    await db.deleteFrom('generations').where('id', '=', id).where('state', '=', 'retired').execute();
  }
  return 0;
}

/** `names`: the key of the table's rows within a generation. */
function deleteFrom<Table extends OwnedTable, Column extends KeyColumn<Table>>(
  table: Table,
  names: readonly Column[],
): DeleteSome {
  return async (db, generation, limit) => {
    const { rows } = await sql<Pick<Database[Table], Column>>`
      select ${sql.join(names.map((name) => sql.ref(name)))} from ${sql.table(table)}
      where generation = ${generation} limit ${limit}`.execute(db);
    if (rows.length === 0) return 0;
    const keys = keyTable(db, table, names, rows);
    await sql`delete from ${sql.table(table)} d using ${keys.u} where d.generation = ${generation} and ${keys.matches('d')}`.execute(
      db,
    );
    return rows.length;
  };
}
