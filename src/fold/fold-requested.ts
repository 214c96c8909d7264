import type { Settling } from '../settle/slo-generation.ts';
import type { Db } from '../store/database.ts';
import { holdRepositories } from '../store/distribution/hold-repositories.ts';
import { isDistributed } from '../store/distribution/is-distributed.ts';
import { clearRequests, lockRequestedLanes, readRequests } from '../store/generation/fold-requests.ts';
import { foldAndSettle } from './fold-and-settle.ts';
import type { FoldGeneration } from './fold-generation.ts';
import { pullRequestKey } from './keys.ts';

/**
 * Folds and settles one batch of what a generation under way has still to fold, the newest first, in those lanes that nobody else is working in.
 * The caller's transaction keeps the generations. Returns how many requests were folded: 0 when there is nothing to do here.
 */
export async function foldRequested(
  tx: Db,
  generation: FoldGeneration,
  settling: Settling,
  limit: number,
  now: number,
): Promise<number> {
  const lanes = await lockRequestedLanes(tx, generation.id);
  if (lanes.length === 0) return 0;
  const requests = await readRequests(tx, generation.id, lanes, limit);
  if (await isDistributed(tx))
    await holdRepositories(
      tx,
      requests.map(({ repository_id }) => repository_id),
    );
  const commits = requests.flatMap(({ repository_id, host, head_sha }) =>
    head_sha === null ? [] : [{ repository_id, host, head_sha }],
  );
  const pullRequests = requests.flatMap(({ repository_id, host, pull_request }) =>
    pull_request === null ? [] : [{ repository_id, host, pull_request }],
  );
  const dirty = { commits, pullRequests, whole: new Set(pullRequests.map(pullRequestKey)) };
  const batch = { dirty, repositories: requests, finished: null, dueAt: now };
  await foldAndSettle(tx, [generation], settling, batch, now, () => clearRequests(tx, generation.id, requests));
  return requests.length;
}
