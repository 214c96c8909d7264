import type { HookDelivery } from '../../model/hook-delivery.ts';
import { type Db, run } from '../database.ts';
import { hookDeliveryColumns, toHookDeliveryRow } from '../hook-delivery-row.ts';
import { laneOf } from '../lane.ts';
import { rowHash } from '../projection/save-derived.ts';
import { type ColumnType, unnest } from '../unnest.ts';

const columns: Readonly<Record<string, ColumnType>> = {
  ...hookDeliveryColumns,
  row_hash: 'text',
  lane: 'int2',
  due_at: 'timestamptz',
};

/** Writes the deliveries that are new or changed and makes them due at `now` (ms). The caller holds their lanes' locks. */
export async function saveDeliveries(db: Db, deliveries: readonly HookDelivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map((delivery) => {
    const row = toHookDeliveryRow(delivery);
    return { ...row, row_hash: rowHash(row), lane: laneOf(delivery.host, delivery.repositoryId), due_at: now };
  });
  const batch = unnest(columns, rows);
  const names = Object.keys(columns);
  const changes = names.slice(3).map((name) => `${name} = excluded.${name}`);
  await run(
    db,
    `insert into hook_deliveries (${names.join(', ')}) select ${batch.select} from ${batch.from}
     on conflict (repository_id, host, id) do update set ${changes.join(', ')}
     where hook_deliveries.row_hash <> excluded.row_hash`,
    batch.params,
  );
}
