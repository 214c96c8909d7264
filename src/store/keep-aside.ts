import { type Db, run } from './database.ts';

/** A verified delivery that the log could not take. */
export interface KeptAside {
  readonly guid: string;
  readonly event: string;
  readonly error: string;
  readonly receivedAt: number;
}

/** Keeps a delivery's body with the reason why the log could not take it. NUL characters, which no text column holds, are replaced. */
export async function keepAside(db: Db, delivery: KeptAside & { readonly body: string }): Promise<void> {
  const clean = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();
  await run(
    db,
    `insert into kept_aside (guid, event, body, error, received_at) values ($1, $2, $3, $4, $5)
     on conflict (guid) do update set error = excluded.error`,
    [
      clean(delivery.guid),
      clean(delivery.event),
      clean(delivery.body),
      clean(delivery.error),
      new Date(delivery.receivedAt).toISOString(),
    ],
  );
}

/** What was kept aside, oldest first, without the bodies. */
export function listKeptAside(db: Db): Promise<readonly KeptAside[]> {
  return run<KeptAside>(
    db,
    `select guid, event, error, received_at as "receivedAt" from kept_aside order by received_at, guid`,
  );
}
