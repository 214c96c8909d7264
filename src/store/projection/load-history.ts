import type { Revision } from '../../model/revision.ts';
import { type Db, run } from '../database.ts';
import { fromRevisionRow, revisionColumns } from '../revision-row.ts';
import { unnest } from '../unnest.ts';

/** A stretch of a repository's history; times in ms, both ends inclusive. */
export interface HistorySpan {
  readonly repository_id: number;
  readonly host: string;
  readonly from: number;
  readonly to: number;
}

/** A stored revision and how it was reached. */
export interface HistoryEntry {
  readonly revision: Revision;
  /** True for those within or after a span, whose own predecessors are all loaded; false for mere predecessors. */
  readonly complete: boolean;
}

/**
 * The revisions (their `any` rows) of each span, with the `before` revisions that precede it and the `after` that
 * follow it in the order of history. One that is reached from two spans comes twice. Uses revisions_history.
 */
export async function loadHistory(
  db: Db,
  spans: readonly HistorySpan[],
  before: number,
  after: number,
): Promise<readonly HistoryEntry[]> {
  if (spans.length === 0) return [];
  const batch = unnest(
    { repository_id: 'int8', host: 'text', from_at: 'timestamptz', to_at: 'timestamptz' },
    spans.map((span) => ({ ...span, from_at: span.from, to_at: span.to })),
  );
  const list = Object.keys(revisionColumns)
    .map((name) => `r.${name}`)
    .join(', ');
  const own = `r.repository_id = u.repository_id and r.host = u.host and r.provider = 'any' and not r.removed`;
  const order = (direction: string): string =>
    ['changed_at', 'pull_request', 'head_sha', 'action'].map((name) => `r.${name} ${direction}`).join(', ');
  const rows = await run<Parameters<typeof fromRevisionRow>[0] & { readonly complete: boolean }>(
    db,
    `select h.* from ${batch.from} cross join lateral (
       (select true as complete, ${list} from revisions r where ${own} and r.changed_at >= u.from_at and r.changed_at <= u.to_at)
       union all
       (select false, ${list} from revisions r where ${own} and r.changed_at < u.from_at order by ${order('desc')} limit ${before})
       union all
       (select true, ${list} from revisions r where ${own} and r.changed_at > u.to_at order by ${order('asc')} limit ${after})
     ) h`,
    batch.params,
  );
  return rows.map((row) => ({ revision: fromRevisionRow(row), complete: row.complete }));
}
