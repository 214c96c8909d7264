import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { rowOf } from './claim-notifications.ts';
import type { NotificationRow, NotificationState } from './notification-row.ts';

/** How many notifications of a target ended how, and how often one was sent again. */
export interface NotificationCount {
  readonly target: string;
  readonly state: NotificationState;
  readonly count: number;
  readonly retries: number;
}

/** The counts of all notifications, by target and state. */
export async function readNotificationCounts(db: Db): Promise<readonly NotificationCount[]> {
  return db
    .selectFrom('notifications')
    .select(['target', 'state'])
    .select(sql<number>`count(*)`.as('count'))
    .select(sql<number>`sum(greatest(attempts - 1, 0))::int8`.as('retries'))
    .groupBy(['target', 'state'])
    .orderBy('target')
    .orderBy('state')
    .execute();
}

/** Notifications that are in this state, the newest first; at most `limit`. */
export async function listNotifications(
  db: Db,
  state: NotificationState,
  limit: number,
): Promise<readonly NotificationRow[]> {
  const rows = await db
    .selectFrom('notifications')
    .selectAll()
    .where('state', '=', state)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}
