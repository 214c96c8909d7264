import type { Db } from './database.ts';

/** Reads everything as it stands at one moment, whatever is written meanwhile. Nothing can be written in it. */
export function readAtOneMoment<T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
