import type { Db } from './database.ts';
import { instant } from './instant.ts';
import type { Database } from './schema.ts';

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
  const error = clean(delivery.error);
  await db
    .insertInto('kept_aside')
    .values({
      guid: clean(delivery.guid),
      event: clean(delivery.event),
      body: clean(delivery.body),
      error,
      received_at: instant(delivery.receivedAt),
    } satisfies Record<keyof Database['kept_aside'], unknown>)
    .onConflict((conflict) => conflict.column('guid').doUpdateSet({ error }))
    .execute();
}

/** What was kept aside, oldest first, without the bodies. */
export function listKeptAside(db: Db): Promise<readonly KeptAside[]> {
  return db
    .selectFrom('kept_aside')
    .select(['guid', 'event', 'error', 'received_at as receivedAt'])
    .orderBy('received_at')
    .orderBy('guid')
    .execute();
}
