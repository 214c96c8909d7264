import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';

/** A signed-in browser. Times in ms. */
export type SessionRow = Database['sessions'];

/** Keeps a session, and removes those that ended before it began. */
export async function saveSession(db: Db, session: SessionRow): Promise<void> {
  await db.deleteFrom('sessions').where('ends_at', '<', instant(session.begun_at)).execute();
  await db
    .insertInto('sessions')
    .values({ ...session, begun_at: instant(session.begun_at), ends_at: instant(session.ends_at) })
    .execute();
}

/** The session whose id has this hash and that has not ended at `now` (ms); null when there is none. */
export async function readSession(db: Db, idHash: string, now: number): Promise<SessionRow | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id_hash', '=', idHash)
    .where('ends_at', '>', instant(now))
    .executeTakeFirst();
  return row ?? null;
}

/** Forgets a session. */
export async function deleteSession(db: Db, idHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
}
