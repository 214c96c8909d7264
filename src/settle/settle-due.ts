import { noFold } from '../model/generation.ts';
import type { EventType } from '../model/objective.ts';
import type { Db } from '../store/database.ts';
import { holdRepositories } from '../store/distribution/hold-repositories.ts';
import { isDistributed } from '../store/distribution/is-distributed.ts';
import { lockSettlingLanes } from '../store/projection/lock-lanes.ts';
import { everyRepository, type RepositoryChoice } from '../store/repository-choice.ts';
import {
  readDueCustomEvents,
  readDueDeliveries,
  readDueJobRuns,
  readDueRevisions,
  type Wanted,
} from '../store/settlement/read-due.ts';
import { clearQueue, readQueue } from '../store/settlement/settle-queue.ts';
import { settleRows } from './settle-rows.ts';
import { customEventSettler, deliverySettler, jobRunSettler, revisionSettler } from './settlers.ts';
import { noChanges, type SettlingChanges, saveChanges } from './settling-changes.ts';
import type { Settling } from './slo-generation.ts';

/** So many repositories are settled at a time where only the servers that have them are to be asked. */
const mostRepositories = 500;
/** After this time every transaction that has ended is visible: Citus completes the ones that were left every minute. */
const visibleMs = 10 * 60_000;

/**
 * Settles one batch of due rows of some repositories (default: all), in those lanes that nobody else is working in. The caller's
 * transaction keeps the generations. Returns how many rows were settled, at least 1 when the queue spoke of some that there were none
 * of; 0 when there is nothing to do here.
 */
export async function settleDue(
  tx: Db,
  settling: Settling,
  limit: number,
  now: number,
  choice: RepositoryChoice = everyRepository,
): Promise<number> {
  const lanes = await lockSettlingLanes(tx, now, choice);
  if (lanes.length === 0) return 0;
  if (await isDistributed(tx)) return settleNamed(tx, settling, limit, now, { lanes, choice });
  const { settled, isAll } = await settleEach(tx, settling, { lanes, now, limit, choice }, now);
  const cleared = isAll ? await clearQueue(tx, lanes, now, choice) : 0;
  return settled || Math.min(1, cleared);
}

/** On many servers the repositories are named, so that only their servers are asked. */
async function settleNamed(
  tx: Db,
  settling: Settling,
  limit: number,
  now: number,
  { lanes, choice }: { readonly lanes: readonly number[]; readonly choice: RepositoryChoice },
): Promise<number> {
  const { only } = await narrow(tx, lanes, now, choice, mostRepositories);
  if (only === null || only.length === 0) return 0;
  const held = await holdRepositories(tx, only);
  const { settled, isAll } = await settleEach(tx, settling, { lanes, now, limit, choice: { only, except: [] } }, now);
  if (!isAll) return settled;
  const cleared = held.length === 0 ? 0 : await clearQueue(tx, lanes, now, { only: held, except: [] });
  // What may still become visible keeps its lines, until nobody can have so much patience.
  const others = only.filter((id) => !held.includes(id));
  const old = others.length === 0 ? 0 : await clearQueue(tx, lanes, now - visibleMs, { only: others, except: [] });
  return settled || Math.min(1, cleared + old);
}

/** The choice as a list of the repositories that have something due in these lanes, where that spares servers the question. */
export async function narrow(
  tx: Db,
  lanes: readonly number[],
  now: number,
  choice: RepositoryChoice,
  most: number,
): Promise<RepositoryChoice> {
  if (!(await isDistributed(tx))) return choice;
  return { only: await readQueue(tx, lanes, now, most, choice), except: [] };
}

/** Settles what is wanted of each kind; `isAll`: there is no more of it. */
async function settleEach(
  tx: Db,
  settling: Settling,
  wanted: Extract<Wanted, { readonly limit: number }>,
  now: number,
): Promise<{ readonly settled: number; readonly isAll: boolean }> {
  const changes = noChanges();
  const counts = [
    await settleWanted(tx, settling, 'delivery', noFold, wanted, now, changes),
    await settleWanted(tx, settling, 'custom', noFold, wanted, now, changes),
  ];
  for (const fold of settling.folds) {
    counts.push(await settleWanted(tx, settling, 'job-run', fold, wanted, now, changes));
    counts.push(await settleWanted(tx, settling, 'revision', fold, wanted, now, changes));
  }
  await saveChanges(tx, changes, settling.building);
  return { settled: counts.reduce((sum, count) => sum + count, 0), isAll: Math.max(...counts) < wanted.limit };
}

/**
 * Settles the rows that are wanted of one kind in one fold generation (`noFold` for deliveries and for events that were sent). Nobody else
 * may write them: the caller holds their lanes' locks, or may change the generations, and saves `changes` before its transaction ends.
 * Returns how many they were.
 */
export async function settleWanted(
  tx: Db,
  settling: Settling,
  eventType: EventType,
  fold: number,
  wanted: Wanted,
  now: number,
  changes: SettlingChanges,
): Promise<number> {
  switch (eventType) {
    case 'job-run': {
      const rows = await readDueJobRuns(tx, fold, wanted);
      if (rows.length > 0) await settleRows(tx, settling, jobRunSettler(fold, settling.slos), rows, now, changes);
      return rows.length;
    }
    case 'revision': {
      const rows = await readDueRevisions(tx, fold, wanted);
      if (rows.length > 0) await settleRows(tx, settling, revisionSettler(fold, settling.slos), rows, now, changes);
      return rows.length;
    }
    case 'delivery': {
      const rows = await readDueDeliveries(tx, wanted);
      if (rows.length > 0) await settleRows(tx, settling, deliverySettler(settling.slos), rows, now, changes);
      return rows.length;
    }
    case 'custom': {
      const rows = await readDueCustomEvents(tx, wanted);
      if (rows.length > 0) await settleRows(tx, settling, customEventSettler(settling.slos), rows, now, changes);
      return rows.length;
    }
  }
}
