import type { Db } from '../store/database.ts';
import { isDistributed } from '../store/distribution/is-distributed.ts';
import { findStretchEnd, judgeStretch } from '../store/generation/judge-stretch.ts';
import { lockRejudging, readRejudging, saveRejudging } from '../store/generation/rejudging.ts';
import { lockAllLanes } from '../store/projection/lock-lanes.ts';
import { settleWanted } from './settle-due.ts';
import { noChanges, saveChanges } from './settling-changes.ts';
import type { Settling, SloGeneration } from './slo-generation.ts';

/** How many rows are judged at a time. */
export interface StretchRows {
  /** By the database in one statement. */
  readonly together: number;
  /** Row by row, where the tables are spread over servers. */
  readonly apart: number;
}

/**
 * Judges the next stored rows, newest first, for a generation whose history is not judged yet. The database judges them in one statement;
 * rows that wait for something are settled one by one, as they are when they change. Where Citus has spread the tables, all are, because it
 * does not run such a statement. The caller's transaction keeps the generations.
 */
export async function rejudgeStretch(
  tx: Db,
  { id: generation, fold, slo, definition }: SloGeneration,
  settling: Settling,
  limit: StretchRows,
  now: number,
): Promise<void> {
  const { eventType } = definition;
  const rejudging = { generation, fold, eventType };
  const place = await lockRejudging(tx, rejudging);
  if (place === null) return;
  await lockAllLanes(tx);
  const changes = noChanges();
  if (await isDistributed(tx)) {
    const keys = await readRejudging(tx, rejudging, place, limit.apart);
    const last = keys.at(-1);
    if (keys.length > 0) await settleWanted(tx, settling, eventType, fold, { keys }, now, changes);
    await saveChanges(tx, changes, settling.building);
    await saveRejudging(tx, rejudging, last === undefined ? null : { at: last.at, id: last.id }, keys.length);
    return;
  }
  const own = { generation, fold, indicator: definition, place };
  const end = await findStretchEnd(tx, own, limit.together);
  if (end === null) return saveRejudging(tx, rejudging, null, 0);
  const { verdicts, pending } = await judgeStretch(tx, { ...own, last: end.last, now, graceMs: settling.graceMs });
  for (const { count, verdict, ...repository } of verdicts)
    changes.totals.add(repository, generation, ['slo_events', '', '', `${slo}/${verdict}`, count]);
  if (pending.length > 0) await settleWanted(tx, settling, eventType, fold, { keys: pending }, now, changes);
  await saveChanges(tx, changes, settling.building);
  await saveRejudging(tx, rejudging, end.last, end.rows);
}
