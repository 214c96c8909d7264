import type { LogEntry } from '../model/delivery.ts';
import { appendAtOnce } from './append-at-once.ts';
import { appendInSteps } from './append-in-steps.ts';
import type { Db } from './database.ts';
import { isDistributed } from './distribution/is-distributed.ts';
import { logKey, toLogRow } from './log-row.ts';

/**
 * Appends entries to the log; answers for each whether it was new. A GUID that is there already for its repository changes nothing,
 * and one that comes twice in a batch is new once. An entry with something to fold goes to the inbox in the same commit.
 */
export async function append(db: Db, entries: readonly LogEntry[]): Promise<readonly boolean[]> {
  if (entries.length === 0) return [];
  const rows = entries.map(toLogRow);
  const fresh = new Set(await ((await isDistributed(db)) ? appendInSteps(db, rows) : appendAtOnce(db, rows)));
  return rows.map((row) => fresh.delete(logKey(row)));
}
