import type { Revision } from '../../model/revision.ts';
import { type Db, run } from '../database.ts';
import { isDistributed } from '../distribution/is-distributed.ts';
import { fromRevisionRow, type RevisionRow, revisionColumns } from '../revision-row.ts';
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
 * The revisions of a fold generation (their `any` rows) in each span, with the `before` revisions that precede it and the `after` that
 * follow it in the order of history. One that is reached from two spans comes twice. Uses revisions_history.
 */
export async function loadHistory(
  db: Db,
  generation: number,
  spans: readonly HistorySpan[],
  before: number,
  after: number,
): Promise<readonly HistoryEntry[]> {
  const rows = await ((await isDistributed(db)) ? spanBySpan : allSpans)(db, generation, spans, before, after);
  return rows.map((row) => ({ revision: fromRevisionRow(row), complete: row.complete }));
}

type HistoryRow = RevisionRow & { readonly complete: boolean };

/** All spans in one statement. */
function allSpans(
  db: Db,
  generation: number,
  spans: readonly HistorySpan[],
  before: number,
  after: number,
): Promise<readonly HistoryRow[]> {
  const batch = unnest(
    { repository_id: 'int8', host: 'text', from_at: 'timestamptz', to_at: 'timestamptz' },
    spans.map((span) => ({ ...span, from_at: span.from, to_at: span.to })),
    2,
  );
  const history = historyOf('u.repository_id', 'u.host', 'u.from_at', 'u.to_at', before, after);
  const all = `select h.* from ${batch.from} cross join lateral (${history}) h`;
  return run<HistoryRow>(db, all, [generation, ...batch.params]);
}

/** A statement for each span, which names its repository and so goes to one worker. */
async function spanBySpan(
  db: Db,
  generation: number,
  spans: readonly HistorySpan[],
  before: number,
  after: number,
): Promise<readonly HistoryRow[]> {
  const history = historyOf('$2', '$3', '$4', '$5', before, after);
  const rows: HistoryRow[] = [];
  for (const { repository_id, host, from, to } of spans) {
    const params = [generation, repository_id, host, new Date(from).toISOString(), new Date(to).toISOString()];
    rows.push(...(await run<HistoryRow>(db, history, params)));
  }
  return rows;
}

/** $1 is the fold generation. */
function historyOf(repository: string, host: string, from: string, to: string, before: number, after: number): string {
  const list = Object.keys(revisionColumns)
    .map((name) => `r.${name}`)
    .join(', ');
  const own = `r.repository_id = ${repository} and r.generation = $1 and r.host = ${host} and r.provider = 'any' and not r.removed`;
  const order = (direction: string): string =>
    ['changed_at', 'pull_request', 'head_sha', 'action'].map((name) => `r.${name} ${direction}`).join(', ');
  return `(select true as complete, ${list} from revisions r where ${own} and r.changed_at >= ${from} and r.changed_at <= ${to})
     union all
     (select false, ${list} from revisions r where ${own} and r.changed_at < ${from} order by ${order('desc')} limit ${before})
     union all
     (select true, ${list} from revisions r where ${own} and r.changed_at > ${to} order by ${order('asc')} limit ${after})`;
}
