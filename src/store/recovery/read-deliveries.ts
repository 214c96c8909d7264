import type { HookDelivery } from '../../model/hook-delivery.ts';
import { type Db, run } from '../database.ts';
import { fromHookDeliveryRow, type HookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { unnest } from '../unnest.ts';

/** Which delivery: a row of `hook_deliveries`. */
export type HookDeliveryKey = Pick<HookDelivery, 'repositoryId' | 'host' | 'id'>;

/** What is known of these deliveries; those that are not known yet are left out. */
export async function readDeliveries(db: Db, keys: readonly HookDeliveryKey[]): Promise<readonly HookDelivery[]> {
  if (keys.length === 0) return [];
  const batch = unnest({ repository_id: 'int8', host: 'text', id: 'text' }, keys.map(toKeyRow));
  const list = Object.keys(hookDeliveryColumns).map((name) => `d.${name}`);
  const rows = await run<HookDeliveryRow>(
    db,
    `select ${list.join(', ')} from ${batch.from}
       join hook_deliveries d on d.repository_id = u.repository_id and d.host = u.host and d.id = u.id`,
    batch.params,
  );
  return rows.map(fromHookDeliveryRow);
}

function toKeyRow({ repositoryId, host, id }: HookDeliveryKey): object {
  return { repository_id: repositoryId, host, id };
}
