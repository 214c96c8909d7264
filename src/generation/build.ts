import { foldRequested } from '../fold/fold-requested.ts';
import { settleWanted } from '../settle/settle-due.ts';
import { noChanges, saveChanges } from '../settle/settling-changes.ts';
import type { Db } from '../store/database.ts';
import { keepGenerations } from '../store/generation/lock-generations.ts';
import { lockRejudging, readRejudging, saveRejudging } from '../store/generation/rejudging.ts';
import { lockAllLanes } from '../store/projection/lock-lanes.ts';
import { takeOver } from './take-over.ts';
import type { ReadWork } from './work.ts';

/**
 * Builds one small step. It folds a batch of the log for a new fold generation, or judges a batch of rows for a new generation of an
 * objective, or lets a finished generation take over. Each step is one transaction, and the progress is in the database, so the next
 * process goes on where this one stopped. Returns false when there is nothing to build.
 */
export async function buildStep(db: Db, readWork: ReadWork, limit: number, now: number): Promise<boolean> {
  if ((await foldStep(db, readWork, limit, now)) > 0) return true;
  if (await rejudgeStep(db, readWork, limit, now)) return true;
  return takeOver(db, readWork, limit, now);
}

function foldStep(db: Db, readWork: ReadWork, limit: number, now: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await keepGenerations(tx);
    const { folds, settling } = await readWork(tx);
    let folded = 0;
    for (const fold of folds)
      if (settling.building.has(fold.id)) folded += await foldRequested(tx, fold, settling, limit, now);
    return folded;
  });
}

function rejudgeStep(db: Db, readWork: ReadWork, limit: number, now: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await keepGenerations(tx);
    const { live, settling } = await readWork(tx);
    const own = new Set(settling.slos.map(({ id }) => id));
    const next = live.slos.find(({ id, hasHistoryLeft }) => hasHistoryLeft && own.has(id));
    if (next === undefined || next.eventType === 'measured') return false;
    const { eventType } = next;
    const rejudging = { generation: next.id, fold: next.fold, eventType };
    const place = await lockRejudging(tx, rejudging);
    if (place === null) return true;
    await lockAllLanes(tx);
    const rows = await readRejudging(tx, rejudging, place, limit);
    const last = rows.at(-1);
    const changes = noChanges();
    if (rows.length > 0) await settleWanted(tx, settling, eventType, next.fold, { keys: rows }, now, changes);
    await saveChanges(tx, changes, settling.building);
    await saveRejudging(tx, rejudging, last === undefined ? null : { at: last.at, id: last.id }, rows.length);
    return true;
  });
}
