import type { HookDelivery } from '../../model/hook-delivery.ts';
import type { Db } from '../database.ts';
import { hookDeliveryColumns, toHookDeliveryRow } from '../hook-delivery-row.ts';
import { insertRows } from '../insert-rows.ts';
import { laneOf } from '../lane.ts';
import { rowHash } from '../projection/save-derived.ts';
import { tableColumns } from '../schema.ts';
import { queueSettling } from '../settlement/settle-queue.ts';

const { row_hash, lane, due_at } = tableColumns.hook_deliveries;
const columns = { ...hookDeliveryColumns, row_hash, lane, due_at };
const changes = Object.keys(columns)
  .filter((name) => !['repository_id', 'host', 'id'].includes(name))
  .map((name) => `${name} = excluded.${name}`);

/** Writes the deliveries that are new or changed and makes them due at `now` (ms). The caller holds their lanes' locks. */
export async function saveDeliveries(db: Db, deliveries: readonly HookDelivery[], now: number): Promise<void> {
  const rows = deliveries.map((delivery) => {
    const row = toHookDeliveryRow(delivery);
    return { ...row, row_hash: rowHash(row), lane: laneOf(delivery.host, delivery.repositoryId), due_at: now };
  });
  await insertRows(db, {
    table: 'hook_deliveries',
    columns,
    rows,
    ending: `on conflict (repository_id, host, id) do update set ${changes.join(', ')} where hook_deliveries.row_hash <> excluded.row_hash`,
  });
  await queueSettling(
    db,
    rows.map(({ repository_id, host }) => ({ repository_id, host, due_at: now })),
  );
}
