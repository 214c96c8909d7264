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

/** Writes a fact that never changes, unless it is there already; resolves with the one that is there. */
export async function keepState(db: Db, key: string, value: string): Promise<string> {
  await db
    .insertInto('state')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await readState(db, key)) ?? value;
}
