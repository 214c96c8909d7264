import { randomUUID } from 'node:crypto';
import type { BackfillKey } from '../store/backfill/backfill.ts';
import type { Db } from '../store/database.ts';
import { releaseLease } from '../store/recovery/release-lease.ts';
import { takeLease } from '../store/recovery/take-lease.ts';
import { BackfillSetback } from './backfill-setback.ts';

const leaseMs = 60_000;
const renewMs = 15_000;

/**
 * Works on a repository's back-fill while no other process does; null when another one does. Two at once would do no harm, but use the rate
 * limit twice.
 *
 * @param use gets what it has to ask before each step.
 */
export async function withBackfillLease<T>(
  db: Db,
  key: BackfillKey,
  clock: () => number,
  use: (mayGoOn: () => Promise<void>) => Promise<T>,
): Promise<T | null> {
  const name = `backfill:${key.host}/${key.repositoryId}`;
  const holder = randomUUID();
  let renewedAt = clock();
  if (!(await takeLease(db, name, holder, renewedAt, leaseMs))) return null;
  try {
    return await use(async () => {
      const now = clock();
      if (now - renewedAt < renewMs) return;
      renewedAt = now;
      if (!(await takeLease(db, name, holder, now, leaseMs))) {
        throw new BackfillSetback('stopped', 'another process has taken over this back-fill');
      }
    });
  } finally {
    await releaseLease(db, name, holder);
  }
}
