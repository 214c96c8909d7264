import { type SqlBool, sql } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';
import type { NotificationRow } from './notification-row.ts';

/** A process that took a notification has so long to send it; then another one may try, ms. */
export const claimMs = 60_000;

/**
 * Takes what is due at `now` (ms), at most `limit`, the oldest first: of each alert and target only the first, so that what happened is told in
 * its order. Of several processes exactly one gets each; it sends it within `claimMs`.
 */
export async function claimNotifications(db: Db, now: number, limit: number): Promise<readonly NotificationRow[]> {
  const due = await db
    .selectFrom('notifications as n')
    .selectAll()
    .where('n.state', '=', 'waiting')
    .where('n.next_at', '<=', instant(now))
    .where(
      sql<SqlBool>`not exists (select from notifications e where e.target = n.target and e.alert = n.alert and e.state = 'waiting' and e.at < n.at)`,
    )
    .orderBy('n.at')
    .orderBy('n.id')
    .limit(limit)
    .execute();
  const claimed: NotificationRow[] = [];
  for (const row of due) {
    // Whoever changes the line first has it; the others find that it was moved on.
    const won = await db
      .updateTable('notifications')
      .set({ next_at: instant(now + claimMs), attempts: row.attempts + 1 })
      .where('id', '=', row.id)
      .where('state', '=', 'waiting')
      .where('attempts', '=', row.attempts)
      .where('next_at', '<=', instant(now))
      .returning('id')
      .executeTakeFirst();
    if (won !== undefined) claimed.push({ ...rowOf(row), attempts: row.attempts + 1, nextAt: now + claimMs });
  }
  return claimed;
}

/** When the next notification is due, ms; null: none waits. */
export async function readNextDue(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('notifications')
    .select((all) => all.fn.min('next_at').as('next'))
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return (row?.next ?? null) as number | null;
}

export function rowOf(row: Database['notifications']): NotificationRow {
  const { id, target, alert, service, facts, notice, state, attempts, at, error } = row;
  const times = { nextAt: row.next_at, madeAt: row.made_at, endedAt: row.ended_at };
  return { id, target, alert, service, facts, notice, state, attempts, at, error, ...times };
}
