import { type Db, run } from '../database.ts';

/** Gives a lease back, so that another replica need not wait for its end. */
export async function releaseLease(db: Db, name: string, holder: string): Promise<void> {
  await run(db, `delete from leases where name = $1 and holder = $2`, [name, holder]);
}
