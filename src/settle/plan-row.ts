import { judge } from '../slo/judge.ts';
import type { RowKey } from '../store/settlement/read-due.ts';
import type { Marks } from '../store/settlement/save-settled.ts';
import type { VerdictRow } from '../store/settlement/save-verdicts.ts';
import type { Contribution } from './contributions.ts';
import type { Settler, SettlerSlo } from './settlers.ts';

/** What every derived row has. */
export interface Derived {
  readonly repositoryId: number;
  readonly host: string;
  readonly id: string;
}

/** What becomes of one row. */
export interface Plan {
  readonly key: RowKey;
  /** What the totals hold of it, as settling wrote it; null: nothing. */
  readonly counted: string | null;
  /** What the totals are to hold of it. */
  readonly contributions: readonly Contribution[];
  /** What links a histogram bucket to an example, or null. */
  readonly exemplar: { readonly url: string; readonly at: number } | null;
  readonly marks: Marks;
  readonly verdicts: readonly {
    readonly slo: SettlerSlo;
    readonly before: VerdictRow | null;
    readonly after: VerdictRow | null;
  }[];
}

/** The verdict that an objective's generation has stored on an event, or null. */
export type StoredVerdict = (generation: number, eventId: string) => VerdictRow | null;

/** Judges a row at `now` (ms) and tells what it counts for. `counted` as in the plan. */
export function planRow<Row extends Derived>(
  settler: Settler<Row>,
  { row, repository, counted }: { readonly row: Row; readonly repository: string; readonly counted: string | null },
  stored: StoredVerdict,
  now: number,
  graceMs: number,
): Plan {
  const { id } = row;
  const place = { repository_id: row.repositoryId, host: row.host };
  const contributions = settler.contributionsOf(row);
  const event = settler.toEvent(row, repository);
  const provider = settler.providerOf(row);
  const isJudged = settler.isJudged?.(row) ?? true;
  const dueTimes: number[] = [];
  const pending: number[] = [];
  const verdicts = settler.slos.map((slo) => {
    const judgement = isJudged && slo.indicator.matches(event) ? judge(slo.indicator, event, now, graceMs) : null;
    if (judgement?.verdict === 'pending') {
      pending.push(slo.id);
      if (judgement.dueAt !== null) dueTimes.push(judgement.dueAt);
    }
    const after: VerdictRow | null =
      judgement && judgement.verdict !== 'pending' && judgement.at !== null
        ? { ...place, generation: slo.id, event_id: id, verdict: judgement.verdict, at: judgement.at, provider }
        : null;
    return { slo, before: stored(slo.id, id), after };
  });
  return {
    key: { ...place, id },
    counted,
    contributions,
    exemplar: settler.exemplarOf(row),
    marks: {
      counted: JSON.stringify(contributions),
      due_at: dueTimes.length > 0 ? Math.min(...dueTimes) : null,
      pending: pending.length > 0 ? pending.join(',') : null,
    },
    verdicts,
  };
}

/** Takes a row that the fold makes no longer out of everything. */
export function planRemoval(
  { slos }: { readonly slos: readonly SettlerSlo[] },
  key: RowKey,
  counted: string | null,
  stored: StoredVerdict,
): Plan {
  const verdicts = slos.map((slo) => ({ slo, before: stored(slo.id, key.id), after: null }));
  const marks = { counted: '[]', due_at: null, pending: null };
  return { key, counted, contributions: [], exemplar: null, marks, verdicts };
}
