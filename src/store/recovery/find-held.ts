import type { Db } from '../database.ts';
import { keyTable } from '../key-table.ts';
import type { HookDeliveryKey } from './read-deliveries.ts';

/** The GUIDs of those deliveries that are in the log or were kept aside. */
export async function findHeld(db: Db, deliveries: readonly HookDeliveryKey[]): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = deliveries.map(({ repositoryId, host, id }) => ({ repository_id: repositoryId, host, guid: id }));
  const keys = keyTable(db, 'observation_log', ['repository_id', 'host', 'guid'], rows);
  const logged = await db
    .selectFrom(keys.u)
    .innerJoin('observation_log as l', (join) => join.on(keys.matches('l')))
    .select('l.guid')
    .execute();
  const guids = keyTable(db, 'kept_aside', ['guid'], rows);
  const aside = await db
    .selectFrom(guids.u)
    .innerJoin('kept_aside as k', (join) => join.on(guids.matches('k')))
    .select('k.guid')
    .execute();
  return new Set([...logged, ...aside].map(({ guid }) => guid));
}
