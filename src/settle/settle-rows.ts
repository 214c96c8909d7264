import type { Objective, SettledVerdict, SloEvent } from '../model/objective.ts';
import { judge } from '../slo/judge.ts';
import type { Db } from '../store/database.ts';
import { addBuckets, type BucketDelta } from '../store/settlement/add-buckets.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import type { Due } from '../store/settlement/read-due.ts';
import { type DerivedTable, deleteRemoved, type Settled, saveSettled } from '../store/settlement/save-settled.ts';
import {
  deleteVerdicts,
  readVerdicts,
  saveVerdicts,
  type VerdictKey,
  type VerdictRow,
} from '../store/settlement/save-verdicts.ts';
import { TotalSums } from '../store/settlement/total-sums.ts';
import type { Contribution } from './contributions.ts';

/** How the settler sees one kind of derived row. */
export interface Settler<Row> {
  readonly table: DerivedTable;
  readonly objectives: readonly Objective[];
  readonly toEvent: (row: Row, repository: string) => SloEvent;
  /** Whether objectives may count the row at all; all rows when left out. */
  readonly isJudged?: (row: Row) => boolean;
  readonly contributionsOf: (row: Row) => readonly Contribution[];
  /** What links a histogram bucket to an example, or null. */
  readonly exemplarOf: (row: Row) => { readonly url: string; readonly at: number } | null;
}

/** What every derived row has. */
export interface Derived {
  readonly repositoryId: number;
  readonly host: string;
  readonly id: string;
}

interface Changes {
  readonly totals: TotalSums;
  readonly buckets: BucketDelta[];
  readonly saved: VerdictRow[];
  readonly deleted: VerdictKey[];
  readonly settled: Settled[];
  readonly removed: Settled[];
}

/** Judges and counts rows that are due, in the caller's transaction: verdicts, buckets, totals and corrections, each exactly once. */
export async function settleRows<Row extends Derived>(
  db: Db,
  settler: Settler<Row>,
  due: readonly Due<Row>[],
  now: number,
  graceMs: number,
): Promise<void> {
  // What was never counted was never judged either.
  const known = due.filter(({ counted }) => counted !== null);
  const keys = known.flatMap(({ row }) =>
    settler.objectives.map(
      (objective): VerdictKey => ({
        repository_id: row.repositoryId,
        host: row.host,
        slo: objective.name,
        event_id: row.id,
      }),
    ),
  );
  const stored = new Map(
    (await readVerdicts(db, keys)).map((verdict) => [`${verdict.slo} ${verdict.event_id}`, verdict]),
  );
  const changes: Changes = { totals: new TotalSums(), buckets: [], saved: [], deleted: [], settled: [], removed: [] };
  for (const item of due) settleRow(settler, item, stored, changes, now, graceMs);

  await saveVerdicts(db, changes.saved);
  await deleteVerdicts(db, changes.deleted);
  await addBuckets(db, changes.buckets);
  await addTotals(db, changes.totals);
  await saveSettled(db, settler.table, changes.settled);
  await deleteRemoved(db, settler.table, changes.removed);
}

function settleRow<Row extends Derived>(
  settler: Settler<Row>,
  due: Due<Row>,
  stored: ReadonlyMap<string, VerdictRow>,
  changes: Changes,
  now: number,
  graceMs: number,
): void {
  const { row, removed } = due;
  const place = { repository_id: row.repositoryId, host: row.host };
  const contributions = settler.contributionsOf(row);
  const counted = JSON.stringify(contributions);
  if (removed || counted !== due.counted) recount(settler, due, contributions, changes);

  const event = settler.toEvent(row, due.repository);
  const isJudged = !removed && (settler.isJudged?.(row) ?? true);
  const judged = settler.objectives.map((objective) => {
    const counts = isJudged && objective.matches(event);
    const judgement = counts ? judge(objective, event, now, graceMs) : null;
    const before = stored.get(`${objective.name} ${row.id}`) ?? null;
    const key = { ...place, slo: objective.name, event_id: row.id };
    const after: VerdictRow | null =
      judgement && judgement.verdict !== 'pending' && judgement.at !== null
        ? { ...key, verdict: judgement.verdict, at: judgement.at }
        : null;
    recordVerdict(before, after, changes);
    return { name: objective.name, judgement };
  });

  const verdict = judged.find(({ judgement }) => judgement !== null)?.judgement?.verdict ?? null;
  const pending = judged.filter(({ judgement }) => judgement?.verdict === 'pending');
  const dueTimes = pending.flatMap(({ judgement }) => judgement?.dueAt ?? []);
  const settled: Settled = {
    ...place,
    id: row.id,
    counted,
    due_at: dueTimes.length > 0 ? Math.min(...dueTimes) : null,
    pending: pending.length > 0 ? pending.map(({ name }) => name).join(',') : null,
    verdict,
  };
  (removed ? changes.removed : changes.settled).push(settled);
}

/** Takes out of the totals what they hold of a row and adds what it counts for now; equal parts cancel. */
function recount<Row extends Derived>(
  settler: Settler<Row>,
  { row, removed, counted }: Due<Row>,
  contributions: readonly Contribution[],
  changes: Changes,
): void {
  const place = { repository_id: row.repositoryId, host: row.host };
  const before: readonly Contribution[] = counted === null ? [] : JSON.parse(counted);
  for (const [name, kind, provider, label, amount] of before)
    changes.totals.add(place, [name, kind, provider, label, -amount]);
  if (removed) return;
  const source = settler.exemplarOf(row);
  contributions.forEach((contribution, index) => {
    // A duration's bucket stands before its sum of milliseconds.
    const sum = contributions[index + 1];
    const isBucket = sum !== undefined && sum[0] === contribution[0] && sum[3] === 'sum_ms';
    const exemplar = source !== null && isBucket ? { ...source, value: sum[4] / 1000 } : null;
    changes.totals.add(place, contribution, exemplar);
  });
}

function recordVerdict(before: VerdictRow | null, after: VerdictRow | null, changes: Changes): void {
  if (before?.verdict === after?.verdict && before?.at === after?.at) return;
  if (before) {
    changes.buckets.push(bucket(before, -1));
    changes.totals.add(before, ['slo_events', '', '', `${before.slo}/${before.verdict}`, -1]);
    if (before.verdict !== after?.verdict) changes.totals.add(before, ['slo_corrections', '', '', before.slo, 1]);
  }
  if (after) {
    changes.buckets.push(bucket(after, 1));
    changes.totals.add(after, ['slo_events', '', '', `${after.slo}/${after.verdict}`, 1]);
    changes.saved.push(after);
  } else if (before) changes.deleted.push(before);
}

function bucket(row: VerdictRow, sign: 1 | -1): BucketDelta {
  const one = (verdict: SettledVerdict): number => (row.verdict === verdict ? sign : 0);
  const { repository_id, host, slo, at } = row;
  return { repository_id, host, slo, at, good: one('good'), bad: one('bad'), excluded: one('excluded') };
}
