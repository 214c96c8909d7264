import { foldRequested } from '../fold/fold-requested.ts';
import { rejudgeStretch, type StretchRows } from '../settle/rejudge-stretch.ts';
import type { Db } from '../store/database.ts';
import { keepGenerations } from '../store/generation/lock-generations.ts';
import { takeOver } from './take-over.ts';
import type { ReadWork } from './work.ts';

/**
 * Builds one small step. It folds a batch of the log for a new fold generation, or judges a batch of rows for a new generation of an
 * objective, or lets a finished generation take over. Each step is one transaction, and the progress is in the database, so the next
 * process goes on where this one stopped. Returns false when there is nothing to build.
 *
 * @param limit how many commits and pull requests are folded in one step
 * @param judged how many rows are judged in one step; default: as many, by one statement
 */
export async function buildStep(
  db: Db,
  readWork: ReadWork,
  limit: number,
  now: number,
  judged: Omit<StretchRows, 'apart'> = { together: limit, parts: 1 },
): Promise<boolean> {
  if ((await foldStep(db, readWork, limit, now)) > 0) return true;
  if (await rejudgeStep(db, readWork, { ...judged, apart: limit }, now)) return true;
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

function rejudgeStep(db: Db, readWork: ReadWork, limit: StretchRows, now: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await keepGenerations(tx);
    const { live, settling } = await readWork(tx);
    const waiting = new Set(live.slos.filter(({ hasHistoryLeft }) => hasHistoryLeft).map(({ id }) => id));
    const next = settling.slos.find(({ id }) => waiting.has(id));
    if (next === undefined) return false;
    await rejudgeStretch(db, tx, next, settling, limit, now);
    return true;
  });
}
