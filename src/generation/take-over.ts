import { type FoldGenerationRow, noFold, type SloGenerationRow } from '../model/generation.ts';
import { narrow, settleWanted } from '../settle/settle-due.ts';
import { noChanges, saveChanges } from '../settle/settling-changes.ts';
import type { Db } from '../store/database.ts';
import { hasRequests } from '../store/generation/fold-requests.ts';
import { changeGenerations } from '../store/generation/lock-generations.ts';
import { readLive } from '../store/generation/read-live.ts';
import { makeCurrent, retireGenerations } from '../store/generation/save-generation.ts';
import { laneCount } from '../store/lane.ts';
import { everyRepository } from '../store/repository-choice.ts';
import type { ReadWork, Work } from './work.ts';

const allLanes = Array.from({ length: laneCount }, (_, lane) => lane);
/**
 * Rows that became due while the last requests were folded are settled in the same commit. When that takes more than this many batches, the
 * take-over waits for a later one.
 */
const lastBatches = 10;

/**
 * Makes every finished generation current, a fold generation together with its objectives, and retires those that they replace. All of it
 * is one commit, during which no process folds or settles. Returns whether any took over.
 */
export async function takeOver(db: Db, readWork: ReadWork, limit: number, now: number): Promise<boolean> {
  if (!(await isAnyReady(db))) return false;
  return db.transaction().execute(async (tx) => {
    await changeGenerations(tx);
    const work = await readWork(tx);
    const { folds, slos } = work.live;
    let any = false;
    for (const slo of slos.filter((row) => isReadySlo(row, folds))) {
      if (![...work.settling.slos, ...work.measured].some(({ id }) => id === slo.id)) continue;
      const replaced = slos.filter((row) => row.slo === slo.slo && row.fold === slo.fold && row.state === 'current');
      await retireGenerations(
        tx,
        replaced.map(({ id }) => id),
        now,
      );
      await makeCurrent(tx, [slo.id], now);
      any = true;
    }
    for (const fold of folds) {
      if (!work.settling.folds.includes(fold.id) || !(await isReadyFold(tx, fold, slos))) continue;
      if (!(await settleLast(tx, work, fold.id, limit, now))) continue;
      const own = slos.filter((slo) => slo.fold === fold.id).map(({ id }) => id);
      const replaced = [
        ...folds.filter(({ id }) => id !== fold.id),
        ...slos.filter((slo) => slo.fold !== fold.id && slo.fold !== noFold),
      ];
      await retireGenerations(
        tx,
        replaced.map(({ id }) => id),
        now,
      );
      await makeCurrent(tx, [fold.id, ...own], now);
      return true;
    }
    return any;
  });
}

async function isAnyReady(db: Db): Promise<boolean> {
  const { folds, slos } = await readLive(db);
  if (slos.some((slo) => isReadySlo(slo, folds))) return true;
  for (const fold of folds) if (await isReadyFold(db, fold, slos)) return true;
  return false;
}

function isReadySlo({ state, hasHistoryLeft, fold }: SloGenerationRow, folds: readonly FoldGenerationRow[]): boolean {
  const isAnswered = fold === noFold || folds.some(({ id, state: own }) => id === fold && own === 'current');
  return state === 'building' && !hasHistoryLeft && isAnswered;
}

async function isReadyFold(
  db: Db,
  { id, state }: FoldGenerationRow,
  slos: readonly SloGenerationRow[],
): Promise<boolean> {
  if (state !== 'building' || slos.some(({ fold, hasHistoryLeft }) => fold === id && hasHistoryLeft)) return false;
  return !(await hasRequests(db, id));
}

/** Settles what is due of a fold generation; false when there is too much for one commit. */
async function settleLast(tx: Db, { settling }: Work, fold: number, limit: number, now: number): Promise<boolean> {
  const choice = await narrow(tx, allLanes, now, everyRepository, Number.MAX_SAFE_INTEGER);
  for (let batch = 0; batch < lastBatches; batch += 1) {
    const wanted = { lanes: allLanes, now, limit, choice };
    const changes = noChanges();
    const jobRuns = await settleWanted(tx, settling, 'job-run', fold, wanted, now, changes);
    const revisions = await settleWanted(tx, settling, 'revision', fold, wanted, now, changes);
    await saveChanges(tx, changes, settling.building);
    if (jobRuns + revisions === 0) return true;
  }
  return false;
}
