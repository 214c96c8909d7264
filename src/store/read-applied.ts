import { sql } from 'kysely';
import type { Db } from './database.ts';

/**
 * The names of the migrations that the database has; null when it has not even the table of their names. This is the table of
 * Kysely's own migrator. That migrator itself is not used: it holds a lock of the session, which gets lost behind a pooler.
 */
export async function readApplied(db: Db): Promise<ReadonlySet<string> | null> {
  const { rows: tables } = await sql<{ readonly found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!tables[0]?.found) return null;
  const { rows } = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
