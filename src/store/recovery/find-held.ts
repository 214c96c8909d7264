import { type Db, run } from '../database.ts';
import { unnest } from '../unnest.ts';
import type { HookDeliveryKey } from './read-deliveries.ts';

/** The GUIDs of those deliveries that are in the log or were kept aside. */
export async function findHeld(db: Db, keys: readonly HookDeliveryKey[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const batch = unnest(
    { repository_id: 'int8', host: 'text', guid: 'text' },
    keys.map(({ repositoryId, host, id }) => ({ repository_id: repositoryId, host, guid: id })),
  );
  const rows = await run<{ guid: string }>(
    db,
    `select u.guid from ${batch.from}
       join observation_log l on l.repository_id = u.repository_id and l.host = u.host and l.guid = u.guid
     union
     select u.guid from ${batch.from} join kept_aside k on k.guid = u.guid`,
    batch.params,
  );
  return new Set(rows.map(({ guid }) => guid));
}
