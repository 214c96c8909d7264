import { byKey, commitKey, pullRequestKey } from '../fold/keys.ts';
import type { Contribution } from '../settle/contributions.ts';
import type { Db } from '../store/database.ts';
import { keepGenerations } from '../store/generation/lock-generations.ts';
import { readLive } from '../store/generation/read-live.ts';
import { readSloNames } from '../store/generation/slo-names.ts';
import type { CommitKey, PullRequestKey } from '../store/projection/load-observations.ts';
import { lockAllLanes } from '../store/projection/lock-lanes.ts';
import { deleteLost } from '../store/prune/delete-lost.ts';
import { deleteOldRecords } from '../store/prune/delete-old-records.ts';
import {
  type DeletedRow,
  deleteCommits,
  deleteOldFacts,
  deletePullRequests,
  deleteVerdictsOf,
} from '../store/prune/delete-units.ts';
import { findNeededPullRequests } from '../store/prune/needed-history.ts';
import { type CommitOfPullRequest, findLinks, findOldCommits, findYoungCommits } from '../store/prune/old-units.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import type { FactTable } from '../store/settlement/save-settled.ts';
import { TotalSums } from '../store/settlement/total-sums.ts';
import { precedingRevisionCount, precedingRevisionMs } from '../track/revision/expected-providers.ts';

const batchSize = 5_000;
/** How many steps one batch follows from commits to their pull requests and on to the other commits of these. */
const maxHops = 20;

/**
 * Removes what was received before `before` (ms) as whole units: commits together with the pull requests they belong
 * to, when nothing about any of them is younger, and when who is expected on younger revisions does not depend on them. What they
 * counted stays in the totals. Returns the rows removed.
 */
export async function prune(db: Db, before: number): Promise<number> {
  let removed = 0;
  for (let last = -1; last !== 0; removed += last)
    last = await db.transaction().execute((tx) => pruneBatch(tx, before));
  for (const table of ['hook_deliveries', 'custom_events'] as const) {
    for (let last = -1; last !== 0; removed += last)
      last = await db.transaction().execute((tx) => pruneFacts(tx, table, before));
  }
  await deleteOldRecords(db, before);
  removed += await deleteLost(db, before, batchSize);
  return removed;
}

/** Deliveries of GitHub's list and events that were sent stand by themselves: no other row is derived from them. */
async function pruneFacts(db: Db, table: FactTable, before: number): Promise<number> {
  await keepGenerations(db);
  await lockAllLanes(db);
  const rows = await deleteOldFacts(db, table, before, batchSize);
  await foldAway(db, rows);
  return rows.length;
}

async function pruneBatch(db: Db, before: number): Promise<number> {
  await keepGenerations(db);
  await lockAllLanes(db);
  const { commits, pullRequests } = await findPrunable(db, before);
  if (commits.length === 0) return 0;
  const rows = [...(await deleteCommits(db, commits)), ...(await deletePullRequests(db, pullRequests))];
  await foldAway(db, rows);
  return commits.length;
}

/** The old commits that may be removed. A commit stays when it is connected, through pull requests, with a commit that is not old. */
async function findPrunable(
  db: Db,
  before: number,
): Promise<{ readonly commits: readonly CommitKey[]; readonly pullRequests: readonly PullRequestKey[] }> {
  const commits = byKey(await findOldCommits(db, before, batchSize), commitKey);
  const links = new Map<string, CommitOfPullRequest>();
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
  const keptPullRequests = new Set((await findNeeded(db, [...links.values()], before)).map(pullRequestKey));
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

/** Pull requests whose revisions come just before younger ones: they tell who is expected on those. */
async function findNeeded(
  db: Db,
  links: readonly CommitOfPullRequest[],
  before: number,
): Promise<readonly PullRequestKey[]> {
  const current = (await readLive(db)).folds.find(({ state }) => state === 'current');
  if (current === undefined) return links;
  const keys = [...byKey(links, pullRequestKey).values()];
  const reach = { count: precedingRevisionCount, ms: precedingRevisionMs };
  return findNeededPullRequests(db, current.id, keys, before, reach);
}

async function foldAway(db: Db, rows: readonly DeletedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const sums = new TotalSums();
  for (const row of rows) {
    const contributions: readonly Contribution[] = row.counted === null ? [] : JSON.parse(row.counted);
    for (const contribution of contributions) sums.add(row, row.generation, contribution);
  }
  const names = await readSloNames(db);
  for (const verdict of await deleteVerdictsOf(db, rows)) {
    const { generation, verdict: said } = verdict;
    sums.add(verdict, generation, ['slo_events', '', '', `${names.get(generation)}/${said}`, 1]);
  }
  const { folds, slos } = await readLive(db);
  const building = [...folds, ...slos].filter(({ state }) => state === 'building').map(({ id }) => id);
  await addTotals(db, sums, new Set(building), true);
}
