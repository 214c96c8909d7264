import { foldInbox } from '../fold/fold-inbox.ts';
import { settleDue } from '../settle/settle-due.ts';
import type { Db } from '../store/database.ts';
import { keepGenerations } from '../store/generation/lock-generations.ts';
import { markStale } from '../store/generation/save-generation.ts';
import { readLagMs } from '../store/read/read-freshness.ts';
import type { RepositoryChoice } from '../store/repository-choice.ts';
import type { ReadWork, Work } from './work.ts';

/** What one transaction did. */
export interface Batch {
  /** Inbox rows that were folded, or derived rows that were settled; 0: there was nothing to do here. */
  readonly rows: number;
  /** The work that it was done for. */
  readonly work: Work;
}

/** Folds one batch of the inbox, of some repositories (default: all), in one transaction, for every generation that this process may write for. `now` in ms. */
export function foldBatch(
  db: Db,
  readWork: ReadWork,
  limit: number,
  now: number,
  choice?: RepositoryChoice,
): Promise<Batch> {
  return write(db, readWork, now, (tx, work) => foldInbox(tx, work, limit, now, choice));
}

/** Settles one batch of due rows of some repositories (default: all), in one transaction, for every generation that this process may write for. `now` in ms. */
export function settleBatch(
  db: Db,
  readWork: ReadWork,
  limit: number,
  now: number,
  choice?: RepositoryChoice,
): Promise<Batch> {
  return write(db, readWork, now, (tx, { settling }) => settleDue(tx, settling, limit, now, choice));
}

function write(db: Db, readWork: ReadWork, now: number, act: (tx: Db, work: Work) => Promise<number>): Promise<Batch> {
  return db.transaction().execute(async (tx) => {
    await keepGenerations(tx);
    const work = await readWork(tx);
    if (work.aside !== null) return { rows: 0, work };
    // The batch removes lines from the queue, so the time of the oldest is read before it.
    const since = work.frozen.length === 0 ? now : now - (await readLagMs(tx, now));
    const rows = await act(tx, work);
    if (rows > 0) await markStale(tx, work.frozen, since);
    return { rows, work };
  });
}
