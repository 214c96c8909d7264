import { noRepositoryId } from '../model/hook-delivery.ts';
import type { Settling } from '../settle/slo-generation.ts';
import type { Db } from '../store/database.ts';
import { holdRepositories } from '../store/distribution/hold-repositories.ts';
import { isDistributed } from '../store/distribution/is-distributed.ts';
import { logKey } from '../store/log-row.ts';
import { findLogged } from '../store/projection/find-logged.ts';
import { loadNewFacts } from '../store/projection/load-repository-facts.ts';
import { lockFoldingLanes } from '../store/projection/lock-lanes.ts';
import { clearInbox, type InboxRow, readInbox } from '../store/projection/read-inbox.ts';
import { foldRequestPrefix, requestFold, requestOpenFold } from '../store/projection/request-fold.ts';
import { type Installation, saveInstallations } from '../store/projection/save-installations.ts';
import { type RepositoryRow, saveRepositories } from '../store/projection/save-repositories.ts';
import { spreadRemovals } from '../store/projection/spread-removals.ts';
import { everyRepository, type RepositoryChoice } from '../store/repository-choice.ts';
import { countDeliveryQuirks } from './count-delivery-quirks.ts';
import { findFinished } from './find-finished.ts';
import { foldAndSettle } from './fold-and-settle.ts';
import type { FoldGeneration } from './fold-generation.ts';
import { byKey, commitKey, pullRequestKey, repositoryKey } from './keys.ts';

/**
 * Folds and settles one batch of what the inbox holds of some repositories (default: all), for each of these generations, in those lanes
 * that nobody else is working in. The caller's transaction keeps the generations. Returns how many inbox rows were folded: 0 when there is nothing to do here.
 */
export async function foldInbox(
  tx: Db,
  { folds, settling }: { readonly folds: readonly FoldGeneration[]; readonly settling: Settling },
  limit: number,
  now: number,
  choice: RepositoryChoice = everyRepository,
): Promise<number> {
  const lanes = await lockFoldingLanes(tx, choice);
  if (lanes.length === 0) return 0;
  const rows = await findLogged(tx, await readInbox(tx, lanes, limit, choice));
  if (rows.length === 0) return 0;

  // What these rows ask for comes from them, so it is as old as they are until it is done.
  const dueAt = Math.min(now, ...rows.map(({ received_at }) => received_at));
  for (const repository of await saveRepositories(tx, newestNames(rows))) await requestFold(tx, repository, dueAt);
  if (await isDistributed(tx))
    await holdRepositories(
      tx,
      rows.map(({ repository_id }) => repository_id),
    );
  const installed = await saveInstallations(tx, installationsOf(rows));
  const facts = await loadNewFacts(tx, rows.filter(isAboutRepository));
  await spreadRemovals(tx, [
    ...new Set([
      ...installed.map(({ installation_id }) => installation_id),
      ...facts.flatMap(({ observation }) => observation.installationId ?? []),
    ]),
  ]);
  for (const { repository_id, host, observation } of facts)
    await requestOpenFold(tx, { repository_id, host }, observation.branch, dueAt);
  const dirty = {
    commits: dirtyCommits(rows),
    pullRequests: dirtyPullRequests(rows),
    whole: wholePullRequests(rows),
  };
  const batch = { dirty, repositories: rows, finished: await findFinished(tx, rows), dueAt };
  await foldAndSettle(tx, folds, settling, batch, now, async (totals) => {
    // Counted with the rows that this transaction took out of the inbox, so never twice.
    const cleared = new Set((await clearInbox(tx, rows)).map(logKey));
    countDeliveryQuirks(
      totals,
      rows.filter((row) => cleared.has(logKey(row))),
    );
  });
  return rows.length;
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

/** Lines about a repository as a whole, or about all of an installation's. */
function isAboutRepository({ head_sha, pull_request }: InboxRow): boolean {
  return head_sha === null && pull_request === null;
}

function installationsOf(rows: readonly InboxRow[]): readonly Installation[] {
  const pairs = rows.flatMap(({ repository_id, host, installation_id }) =>
    installation_id === null || repository_id === noRepositoryId ? [] : [{ repository_id, host, installation_id }],
  );
  return [...byKey(pairs, (pair) => `${repositoryKey(pair)} ${pair.installation_id}`).values()];
}

/** The newest name of each repository. A line without a name was written by cislo itself and does not know the name. */
function newestNames(rows: readonly InboxRow[]): readonly RepositoryRow[] {
  const sorted = rows
    .filter(({ full_name }) => full_name !== '')
    .sort((a, b) => a.seen_at - b.seen_at || (a.full_name < b.full_name ? -1 : 1));
  return [...byKey(sorted, repositoryKey).values()];
}
