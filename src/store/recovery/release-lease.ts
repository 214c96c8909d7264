import type { Db } from '../database.ts';

/** Gives a lease back, so that another replica need not wait for its end. */
export async function releaseLease(db: Db, name: string, holder: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}
