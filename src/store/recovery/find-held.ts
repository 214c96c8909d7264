import { type Db, run } from '../database.ts';
import { arrayLiteral, unnest } from '../unnest.ts';
import type { HookDeliveryKey } from './read-deliveries.ts';

/** The GUIDs of those deliveries that are in the log or were kept aside. */
export async function findHeld(db: Db, keys: readonly HookDeliveryKey[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const batch = unnest(
    { repository_id: 'int8', host: 'text', guid: 'text' },
    keys.map(({ repositoryId, host, id }) => ({ repository_id: repositoryId, host, guid: id })),
  );
  const logged = await run<{ guid: string }>(
    db,
    `select l.guid from ${batch.from}
       join observation_log l on l.repository_id = u.repository_id and l.host = u.host and l.guid = u.guid`,
    batch.params,
  );
  const aside = await run<{ guid: string }>(db, `select guid from kept_aside where guid = any($1::text[])`, [
    arrayLiteral(keys.map(({ id }) => id)),
  ]);
  return new Set([...logged, ...aside].map(({ guid }) => guid));
}
