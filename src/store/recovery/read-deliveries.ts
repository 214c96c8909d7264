import type { HookDelivery } from '../../model/hook-delivery.ts';
import { columnsOf } from '../columns-of.ts';
import type { Db } from '../database.ts';
import { fromHookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { keyTable } from '../key-table.ts';

/** Which delivery: a row of `hook_deliveries`. */
export type HookDeliveryKey = Pick<HookDelivery, 'repositoryId' | 'host' | 'id'>;

/** What is known of these deliveries; those that are not known yet are left out. */
export async function readDeliveries(db: Db, wanted: readonly HookDeliveryKey[]): Promise<readonly HookDelivery[]> {
  if (wanted.length === 0) return [];
  const keyRows = wanted.map(({ repositoryId, host, id }) => ({ repository_id: repositoryId, host, id }));
  const keys = keyTable(db, 'hook_deliveries', ['repository_id', 'host', 'id'], keyRows);
  const rows = await db
    .selectFrom(keys.u)
    .innerJoin('hook_deliveries as t', (join) => join.on(keys.matches('t')))
    .select(columnsOf(hookDeliveryColumns))
    .execute();
  return rows.map(fromHookDeliveryRow);
}
