import { noRepositoryId } from '../model/hook-delivery.ts';
import type { Db } from '../store/database.ts';
import { countWaiting, type InboxRow } from '../store/projection/read-inbox.ts';
import { byKey, groupByKey, repositoryKey } from './keys.ts';

/**
 * The repositories of a batch of which nothing waits in the inbox but the batch itself, by their keys. Their rows can be settled while
 * they are folded: all that was acknowledged is known of them, so no verdict has to be corrected because of how batches were cut. While
 * something waits that is about no one repository it may be about each, so there is none then.
 */
export async function findFinished(tx: Db, rows: readonly InboxRow[]): Promise<ReadonlySet<string>> {
  const groups = groupByKey(rows, repositoryKey);
  const hosts = [...new Set(rows.map(({ host }) => host))];
  const nowhere = hosts.map((host) => ({ repository_id: noRepositoryId, host }));
  const repositories = [...byKey([...rows, ...nowhere], repositoryKey).values()];
  const left = (await countWaiting(tx, repositories)).filter(
    (row) => row.waiting > (groups.get(repositoryKey(row))?.length ?? 0),
  );
  if (left.some(({ repository_id }) => repository_id === noRepositoryId)) return new Set();
  const waiting = new Set(left.map(repositoryKey));
  return new Set([...groups.keys()].filter((key) => !waiting.has(key)));
}
