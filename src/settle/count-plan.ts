import type { SettledVerdict } from '../model/objective.ts';
import type { BucketDelta } from '../store/settlement/add-buckets.ts';
import type { VerdictRow } from '../store/settlement/save-verdicts.ts';
import type { Contribution } from './contributions.ts';
import type { Plan } from './plan-row.ts';
import type { SettlerSlo } from './settlers.ts';
import type { SettlingChanges } from './settling-changes.ts';

/**
 * Adds to the changes what becomes of a row that is written in the same transaction.
 *
 * @param generation the fold generation of the row; `noFold` for deliveries
 */
export function countPlan(plan: Plan, generation: number, changes: SettlingChanges): void {
  if (plan.marks.counted !== plan.counted) recount(plan, generation, changes);
  for (const { slo, before, after } of plan.verdicts) recordVerdict(slo, before, after, changes);
  if (plan.marks.due_at !== null) {
    const { repository_id, host } = plan.key;
    changes.queue.push({ repository_id, host, due_at: plan.marks.due_at });
  }
}

/** Takes out of the totals what they hold of a row and adds what it counts for now; equal parts cancel. */
function recount(
  { key, counted, contributions, exemplar: source }: Plan,
  generation: number,
  changes: SettlingChanges,
): void {
  const before: readonly Contribution[] = counted === null ? [] : JSON.parse(counted);
  for (const [name, kind, provider, label, amount] of before)
    changes.totals.add(key, generation, [name, kind, provider, label, -amount]);
  contributions.forEach((contribution, index) => {
    // A duration's bucket stands before its sum of milliseconds.
    const sum = contributions[index + 1];
    const isBucket = sum !== undefined && sum[0] === contribution[0] && sum[3] === 'sum_ms';
    const exemplar = source !== null && isBucket ? { ...source, value: sum[4] / 1000 } : null;
    changes.totals.add(key, generation, contribution, exemplar);
  });
}

function recordVerdict(
  { id, slo }: SettlerSlo,
  before: VerdictRow | null,
  after: VerdictRow | null,
  changes: SettlingChanges,
): void {
  if (before?.verdict === after?.verdict && before?.at === after?.at && before?.provider === after?.provider) return;
  if (before) {
    changes.buckets.push(bucket(before, -1));
    changes.totals.add(before, id, ['slo_events', '', '', `${slo}/${before.verdict}`, -1]);
    if (before.verdict !== after?.verdict) changes.totals.add(before, id, ['slo_corrections', '', '', slo, 1]);
  }
  if (after) {
    changes.buckets.push(bucket(after, 1));
    changes.totals.add(after, id, ['slo_events', '', '', `${slo}/${after.verdict}`, 1]);
    if (before) changes.changed.push({ before, after });
    else changes.added.push(after);
  } else if (before) changes.deleted.push(before);
}

function bucket(row: VerdictRow, sign: 1 | -1): BucketDelta {
  const one = (verdict: SettledVerdict): number => (row.verdict === verdict ? sign : 0);
  const { repository_id, host, generation, at } = row;
  return { repository_id, host, generation, at, good: one('good'), bad: one('bad'), excluded: one('excluded') };
}
