import type { HookDelivery } from '../../model/hook-delivery.ts';
import { columnsOf } from '../columns-of.ts';
import type { Db } from '../database.ts';
import { fromHookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { instant } from '../instant.ts';

/** Deliveries whose payload is to be fetched at `now` (ms), the oldest first. Uses hook_deliveries_fetch. */
export async function readWanted(db: Db, host: string, now: number, limit: number): Promise<readonly HookDelivery[]> {
  const rows = await db
    .selectFrom('hook_deliveries as t')
    .select(columnsOf(hookDeliveryColumns))
    .where('t.host', '=', host)
    .where('t.fetch_at', 'is not', null)
    .where('t.fetch_at', '<=', instant(now))
    .orderBy('t.delivered_at')
    .orderBy('t.id')
    .limit(limit)
    .execute();
  return rows.map(fromHookDeliveryRow);
}
