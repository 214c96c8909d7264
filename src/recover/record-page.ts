import type { ListedDelivery } from '../github/listed-delivery.ts';
import { noRepositoryId } from '../model/hook-delivery.ts';
import type { Db } from '../store/database.ts';
import { findHeld } from '../store/recovery/find-held.ts';
import { type HookDeliveryKey, readDeliveries } from '../store/recovery/read-deliveries.ts';
import { saveDeliveries } from '../store/recovery/save-deliveries.ts';
import { waitForLanes } from '../store/recovery/wait-for-lanes.ts';
import { writeState } from '../store/state.ts';
import { type MergeOptions, mergeAttempts } from './merge-attempts.ts';
import type { ListProgress } from './progress.ts';

/** Records what a page of GitHub's list says and how far the list is read by that, in one transaction. */
export async function recordPage(
  db: Db,
  items: readonly ListedDelivery[],
  progress: { readonly key: string; readonly value: ListProgress },
  options: Omit<MergeOptions, 'held'>,
): Promise<void> {
  const groups = new Map<string, { readonly key: HookDeliveryKey; readonly items: ListedDelivery[] }>();
  for (const item of items) {
    const key = { repositoryId: item.repositoryId ?? noRepositoryId, host: options.host, id: item.guid };
    const group = groups.get(keyText(key)) ?? { key, items: [] };
    group.items.push(item);
    groups.set(keyText(key), group);
  }
  const keys = [...groups.values()].map(({ key }) => key);
  await db.transaction().execute(async (tx) => {
    if (keys.length > 0) await waitForLanes(tx, keys);
    const known = new Map((await readDeliveries(tx, keys)).map((delivery) => [keyText(delivery), delivery]));
    const held = await findHeld(tx, keys);
    const merged = [...groups.values()].map(({ key, items: listed }) =>
      mergeAttempts(known.get(keyText(key)) ?? null, listed, { ...options, held: held.has(key.id) }),
    );
    await saveDeliveries(
      tx,
      merged.filter((delivery) => known.get(keyText(delivery)) !== delivery),
      options.now,
    );
    await writeState(tx, progress.key, JSON.stringify(progress.value));
  });
}

function keyText({ repositoryId, id }: HookDeliveryKey): string {
  return `${repositoryId} ${id}`;
}
