import type { Db } from '../database.ts';
import { fromRevisionRow, type RevisionRow, revisionColumns } from '../revision-row.ts';
import type { Page, RevisionFilter, RevisionView } from '../store.ts';
import { listPage, timeParam } from './list-page.ts';

/** Revision rows, newest change first; by default those of `any`. Uses revisions_changed. */
export async function listRevisions(db: Db, filter: RevisionFilter): Promise<Page<RevisionView>> {
  const page = await listPage<RevisionRow & { readonly repository: string; readonly verdict: RevisionView['verdict'] }>(
    db,
    {
      select: [
        ...Object.keys(revisionColumns).map((name) => `t.${name}`),
        't.verdict',
        'r.full_name as repository',
      ].join(', '),
      from: 'revisions t join repositories r on r.repository_id = t.repository_id and r.host = t.host',
      timeColumn: 'changed_at',
    },
    {
      conditions: [
        ['not t.removed and t.provider = ?', filter.provider ?? 'any'],
        ['lower(r.full_name) = lower(?)', filter.repository],
        ['t.verdict = ?', filter.verdict],
        ['t.changed_at >= ?', timeParam(filter.since)],
        ['t.changed_at < ?', timeParam(filter.until)],
        ['t.pull_request = ?', filter.pullRequest],
        ['t.head_sha = ?', filter.headSha],
      ],
      limit: filter.limit,
      cursor: filter.cursor,
    },
  );
  return {
    items: page.items.map((row) => ({ ...fromRevisionRow(row), repository: row.repository, verdict: row.verdict })),
    next: page.next,
  };
}
