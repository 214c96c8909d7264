import type { HookDelivery } from '../../model/hook-delivery.ts';
import type { Db } from '../database.ts';
import { hookDeliveryColumns, toHookDeliveryRow } from '../hook-delivery-row.ts';
import { insertRows } from '../insert-rows.ts';
import { laneOf } from '../lane.ts';
import { rowHash } from '../projection/save-derived.ts';
import type { ColumnType } from '../unnest.ts';

const columns: Readonly<Record<string, ColumnType>> = {
  ...hookDeliveryColumns,
  row_hash: 'text',
  lane: 'int2',
  due_at: 'timestamptz',
};

/** Writes the deliveries that are new or changed and makes them due at `now` (ms). The caller holds their lanes' locks. */
export async function saveDeliveries(db: Db, deliveries: readonly HookDelivery[], now: number): Promise<void> {
  const rows = deliveries.map((delivery) => {
    const row = toHookDeliveryRow(delivery);
    return { ...row, row_hash: rowHash(row), lane: laneOf(delivery.host, delivery.repositoryId), due_at: now };
  });
  const changes = Object.keys(columns)
    .slice(3)
    .map((name) => `${name} = excluded.${name}`);
  await insertRows(db, {
    table: 'hook_deliveries',
    columns,
    rows,
    ending: `on conflict (repository_id, host, id) do update set ${changes.join(', ')} where hook_deliveries.row_hash <> excluded.row_hash`,
  });
}
