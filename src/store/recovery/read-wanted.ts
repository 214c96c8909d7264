import type { HookDelivery } from '../../model/hook-delivery.ts';
import { type Db, run } from '../database.ts';
import { fromHookDeliveryRow, type HookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';

/** Deliveries whose payload is to be fetched at `now` (ms), the oldest first. Uses hook_deliveries_fetch. */
export async function readWanted(db: Db, host: string, now: number, limit: number): Promise<readonly HookDelivery[]> {
  const rows = await run<HookDeliveryRow>(
    db,
    `select ${Object.keys(hookDeliveryColumns).join(', ')} from hook_deliveries
     where host = $1 and fetch_at is not null and fetch_at <= $2 order by delivered_at, id limit $3`,
    [host, new Date(now).toISOString(), limit],
  );
  return rows.map(fromHookDeliveryRow);
}
