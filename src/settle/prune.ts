import { type Db, run } from '../store/database.ts';
import { laneCount } from '../store/lane.ts';
import type { CommitKey, PullRequestKey } from '../store/projection/load-observations.ts';
import { laneLockClass } from '../store/projection/lock-lanes.ts';
import {
  type DeletedRow,
  deleteCommits,
  deleteOldDeliveries,
  deleteOldRecords,
  deletePullRequests,
  deleteVerdictsOf,
} from '../store/prune/delete-units.ts';
import { findLinks, findOldCommits, findYoungCommits, type Link } from '../store/prune/old-units.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import { TotalSums } from '../store/settlement/total-sums.ts';
import type { Contribution } from './contributions.ts';
import { byKey, commitKey, pullRequestKey } from './keys.ts';

const batchSize = 5_000;
/** A pull request and its heads, their other pull requests and so on: how far one batch follows them. */
const maxHops = 20;

/**
 * Removes what was received before `before` (ms) as whole units: commits together with the pull requests they belong
 * to, when nothing about any of them is younger. What they counted stays in the totals. Returns the rows removed.
 */
export async function prune(db: Db, before: number): Promise<number> {
  let removed = 0;
  for (let last = -1; last !== 0; removed += last)
    last = await db.transaction().execute((tx) => pruneBatch(tx, before));
  for (let last = -1; last !== 0; removed += last)
    last = await db.transaction().execute((tx) => pruneDeliveries(tx, before));
  await deleteOldRecords(db, before);
  return removed;
}

/** Deliveries of GitHub's list stand by themselves: nothing else is derived from them. */
async function pruneDeliveries(db: Db, before: number): Promise<number> {
  await lockAllLanes(db);
  const rows = await deleteOldDeliveries(db, before, batchSize);
  await foldAway(db, rows);
  return rows.length;
}

/** In their order and waiting: short, rare, and nothing may fold or settle beside it. */
async function lockAllLanes(db: Db): Promise<void> {
  await run(db, `select pg_advisory_xact_lock($1, lane) from generate_series(0, ${laneCount - 1}) as l(lane)`, [
    laneLockClass,
  ]);
}

async function pruneBatch(db: Db, before: number): Promise<number> {
  await lockAllLanes(db);
  const { commits, pullRequests } = await findPrunable(db, before);
  if (commits.length === 0) return 0;
  const rows = [...(await deleteCommits(db, commits)), ...(await deletePullRequests(db, pullRequests))];
  await foldAway(db, rows);
  return commits.length;
}

/** Old commits, but for those that hang together, over pull requests, with a young one. */
async function findPrunable(
  db: Db,
  before: number,
): Promise<{ readonly commits: readonly CommitKey[]; readonly pullRequests: readonly PullRequestKey[] }> {
  const commits = byKey(await findOldCommits(db, before, batchSize), commitKey);
  const links = new Map<string, Link>();
  for (let hop = 0, fresh: readonly CommitKey[] = [...commits.values()]; hop < maxHops && fresh.length > 0; hop += 1) {
    const found = await findLinks(db, fresh);
    for (const link of found) links.set(`${pullRequestKey(link)} ${link.head_sha}`, link);
    fresh = found.filter((link) => !commits.has(commitKey(link)));
    for (const commit of fresh)
      commits.set(commitKey(commit), {
        repository_id: commit.repository_id,
        host: commit.host,
        head_sha: commit.head_sha,
      });
  }
  const kept = new Set((await findYoungCommits(db, [...commits.values()], before)).map(commitKey));
  const keptPullRequests = new Set<string>();
  for (let size = -1; size !== kept.size + keptPullRequests.size; ) {
    size = kept.size + keptPullRequests.size;
    for (const link of links.values()) {
      if (kept.has(commitKey(link))) keptPullRequests.add(pullRequestKey(link));
      if (keptPullRequests.has(pullRequestKey(link))) kept.add(commitKey(link));
    }
  }
  return {
    commits: [...commits.values()].filter((commit) => !kept.has(commitKey(commit))),
    pullRequests: [...byKey([...links.values()], pullRequestKey).values()].filter(
      (link) => !keptPullRequests.has(pullRequestKey(link)),
    ),
  };
}

async function foldAway(db: Db, rows: readonly DeletedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const sums = new TotalSums();
  for (const row of rows) {
    const contributions: readonly Contribution[] = row.counted === null ? [] : JSON.parse(row.counted);
    for (const contribution of contributions) sums.add(row, contribution);
  }
  for (const verdict of await deleteVerdictsOf(db, rows))
    sums.add(verdict, ['slo_events', '', '', `${verdict.slo}/${verdict.verdict}`, 1]);
  await addTotals(db, sums, true);
}
