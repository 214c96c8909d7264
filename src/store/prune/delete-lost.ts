import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { findLogged } from '../projection/find-logged.ts';
import { clearInbox } from '../projection/read-inbox.ts';

/**
 * Deletes rows of the inbox that were received before `before` (ms) and whose line of the log is gone, because retention removed it before
 * it was folded. They can never be folded. At most `limit`. Returns how many there were.
 */
export async function deleteLost(db: Db, before: number, limit: number): Promise<number> {
  const old = await db
    .selectFrom('inbox')
    .select(['repository_id', 'host', 'guid'])
    .where('received_at', '<', instant(before))
    .orderBy('received_at')
    .limit(limit)
    .execute();
  const logged = new Set(await findLogged(db, old));
  const lost = old.filter((row) => !logged.has(row));
  if (lost.length > 0) await clearInbox(db, lost);
  return lost.length;
}
