import type { Db } from './database.ts';

/** A fact about the installation as a whole; null when it was never written. */
export async function readState(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('state').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

/** Writes a fact about the installation as a whole. */
export async function writeState(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto('state')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
