import type { Db } from '../store/database.ts';
import { addBuckets, type BucketDelta } from '../store/settlement/add-buckets.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import { saveVerdicts, type VerdictChange, type VerdictRow } from '../store/settlement/save-verdicts.ts';
import { type QueueLine, queueSettling } from '../store/settlement/settle-queue.ts';
import { TotalSums } from '../store/settlement/total-sums.ts';

/** What settling changes beside the rows themselves, summed up over a transaction. */
export interface SettlingChanges {
  readonly totals: TotalSums;
  readonly buckets: BucketDelta[];
  readonly added: VerdictRow[];
  readonly changed: VerdictChange[];
  readonly deleted: VerdictRow[];
  /** Deadlines that rows wait for now. */
  readonly queue: QueueLine[];
}

/** The changes of a transaction that has not settled anything yet. */
export function noChanges(): SettlingChanges {
  return { totals: new TotalSums(), buckets: [], added: [], changed: [], deleted: [], queue: [] };
}

/**
 * Writes the changes, once at the end of a transaction. Every transaction writes the sums of all repositories last and in one order, so
 * replicas hold each other up as short as possible and cannot deadlock.
 *
 * @param building the generations that have not taken over
 */
export async function saveChanges(db: Db, changes: SettlingChanges, building: ReadonlySet<number>): Promise<void> {
  await queueSettling(db, changes.queue);
  await saveVerdicts(db, changes.added, changes.changed, changes.deleted);
  await addBuckets(db, changes.buckets);
  await addTotals(db, changes.totals, building);
}
