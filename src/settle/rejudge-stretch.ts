import type { Db } from '../store/database.ts';
import { isDistributed } from '../store/distribution/is-distributed.ts';
import { findStretchEnd, judgeStretch, type Stretch, type StretchPart } from '../store/generation/judge-stretch.ts';
import { lockRejudging, readRejudging, saveRejudging } from '../store/generation/rejudging.ts';
import { lockAllLanes } from '../store/projection/lock-lanes.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import type { RowKey } from '../store/settlement/read-due.ts';
import { settleWanted } from './settle-due.ts';
import { noChanges, saveChanges } from './settling-changes.ts';
import type { Settling, SloGeneration } from './slo-generation.ts';

/** How many rows are judged at a time. */
export interface StretchRows {
  /** By the database in one statement, or in one for each part. */
  readonly together: number;
  /** Statements that judge a stretch at the same time, each in a transaction of its own; 1: the transaction at hand judges all of it. */
  readonly parts: number;
  /** Row by row, where the tables are spread over servers. */
  readonly apart: number;
}

/**
 * Judges the next stored rows, newest first, for a generation whose history is not judged yet. The database judges them itself; rows that wait
 * for something are settled one by one, as they are when they change. Where Citus has spread the tables, all are, because it does not run such
 * a statement. The caller's transaction `tx` keeps the generations.
 *
 * Parts commit before `tx`, which holds the lanes' locks for them. When `tx` fails then, the stretch is judged once more, and finds the
 * verdicts that are there: nothing counts twice.
 *
 * @param db where the transactions of the parts come from
 */
export async function rejudgeStretch(
  db: Db,
  tx: Db,
  slo: SloGeneration,
  settling: Settling,
  rows: StretchRows,
  now: number,
): Promise<void> {
  const rejudging = { generation: slo.id, fold: slo.fold, eventType: slo.definition.eventType };
  const place = await lockRejudging(tx, rejudging);
  if (place === null) return;
  await lockAllLanes(tx);
  const changes = noChanges();
  const settle = (keys: readonly RowKey[]): Promise<unknown> =>
    settleWanted(tx, settling, rejudging.eventType, slo.fold, { keys }, now, changes);
  if (await isDistributed(tx)) {
    const keys = await readRejudging(tx, rejudging, place, rows.apart);
    const last = keys.at(-1);
    if (keys.length > 0) await settle(keys);
    await saveChanges(tx, changes, settling.building);
    return saveRejudging(tx, rejudging, last === undefined ? null : { at: last.at, id: last.id }, keys.length);
  }
  const own = { generation: slo.id, fold: slo.fold, indicator: slo.definition, place };
  const end = await findStretchEnd(tx, own, rows.together);
  if (end === null) return saveRejudging(tx, rejudging, null, 0);
  const stretch = { ...own, last: end.last, now, graceMs: settling.graceMs };
  const pending = await judgeParts(db, tx, slo, settling, stretch, rows.parts);
  if (pending.length > 0) await settle(pending);
  await saveChanges(tx, changes, settling.building);
  await saveRejudging(tx, rejudging, end.last, end.rows);
}

/** Judges a stretch and adds its verdicts to the totals; returns the rows that wait for something. */
async function judgeParts(
  db: Db,
  tx: Db,
  slo: SloGeneration,
  { building }: Settling,
  stretch: Stretch,
  parts: number,
): Promise<readonly RowKey[]> {
  const judge = async (within: Db, part: StretchPart | null): Promise<readonly RowKey[]> => {
    const { verdicts, pending } = await judgeStretch(within, stretch, part);
    const { totals } = noChanges();
    for (const { count, verdict, ...repository } of verdicts)
      totals.add(repository, slo.id, ['slo_events', '', '', `${slo.slo}/${verdict}`, count]);
    await addTotals(within, totals, building);
    return pending;
  };
  if (parts === 1) return judge(tx, null);
  const each = await Promise.allSettled(
    Array.from({ length: parts }, (_, part) =>
      db.transaction().execute((within) => judge(within, { part, of: parts })),
    ),
  );
  const failed = each.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return each.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}
