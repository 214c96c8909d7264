import { sql } from 'kysely';
import type { Db } from './database.ts';
import { tables } from './tables.ts';

/** Frees what updates and deletions left in every table, and makes its statistics anew. */
export async function vacuum(db: Db): Promise<void> {
  for (const table of Object.keys(tables)) await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
}
