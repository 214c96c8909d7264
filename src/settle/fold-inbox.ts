import type { Rules } from '../model/rules.ts';
import type { Db } from '../store/database.ts';
import { lockLanes } from '../store/projection/lock-lanes.ts';
import { clearInbox, type InboxRow, readInbox } from '../store/projection/read-inbox.ts';
import { foldRequestPrefix, requestFold } from '../store/projection/request-fold.ts';
import { type RepositoryRow, saveRepositories } from '../store/projection/save-repositories.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import { foldDirty } from './fold-dirty.ts';
import { foldHistory } from './fold-history.ts';
import { byKey, commitKey, pullRequestKey, repositoryKey } from './keys.ts';
import { countDeliveryQuirks } from './quirk-counts.ts';

/**
 * Folds one batch of what the inbox holds, in one transaction, in those lanes that nobody else is working in.
 * Returns how many inbox rows were folded: 0 when there is nothing to do here.
 */
export function foldInbox(db: Db, rules: Rules, limit: number, now: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const lanes = await lockLanes(tx, 'folding', now);
    if (lanes.length === 0) return 0;
    const rows = await readInbox(tx, lanes, limit);
    if (rows.length === 0) return 0;

    for (const renamed of await saveRepositories(tx, newestNames(rows))) await requestFold(tx, renamed, now);
    const dirty = {
      commits: dirtyCommits(rows),
      pullRequests: dirtyPullRequests(rows),
      whole: wholePullRequests(rows),
    };
    const touched = await foldDirty(tx, dirty, rules, now);
    await foldHistory(tx, touched, rules, now);
    await addTotals(tx, countDeliveryQuirks(rows));
    await clearInbox(tx, rows);
    return rows.length;
  });
}

function dirtyCommits(rows: readonly InboxRow[]): readonly { repository_id: number; host: string; head_sha: string }[] {
  const commits = rows.flatMap(({ repository_id, host, head_sha }) =>
    head_sha === null ? [] : [{ repository_id, host, head_sha }],
  );
  return [...byKey(commits, commitKey).values()];
}

function dirtyPullRequests(
  rows: readonly InboxRow[],
): readonly { repository_id: number; host: string; pull_request: number }[] {
  const keys = rows.flatMap(({ repository_id, host, pull_request }) =>
    pull_request === null ? [] : [{ repository_id, host, pull_request }],
  );
  return [...byKey(keys, pullRequestKey).values()];
}

/** Pull requests that were put into the inbox as a whole. */
function wholePullRequests(rows: readonly InboxRow[]): ReadonlySet<string> {
  return new Set(dirtyPullRequests(rows.filter(({ guid }) => guid.startsWith(foldRequestPrefix))).map(pullRequestKey));
}

function newestNames(rows: readonly InboxRow[]): readonly RepositoryRow[] {
  const sorted = [...rows].sort((a, b) => a.seen_at - b.seen_at || (a.full_name < b.full_name ? -1 : 1));
  return [...byKey(sorted, repositoryKey).values()];
}
