import { sql } from 'kysely';
import type { Notice } from '../../act/notice/notice.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { NotificationRow, NotificationState } from './notification-row.ts';

/** Keeps the words of a notification, so that it says the same when it is sent again. */
export async function saveNotice(db: Db, id: string, notice: Notice): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ notice: sql`${JSON.stringify(notice)}::jsonb` })
    .where('id', '=', id)
    .execute();
}

/** Ends a notification that this process took, at `now` (ms). */
export async function endNotification(
  db: Db,
  { id, attempts }: Pick<NotificationRow, 'id' | 'attempts'>,
  state: Exclude<NotificationState, 'waiting'>,
  now: number,
  error: string | null = null,
): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ state, ended_at: instant(now), error })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .execute();
}

/** Puts a notification that this process took back, to be tried again at `nextAt` (ms). */
export async function retryNotification(
  db: Db,
  { id, attempts }: Pick<NotificationRow, 'id' | 'attempts'>,
  nextAt: number,
  error: string,
): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ next_at: instant(nextAt), error })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .execute();
}

/** Whether something newer about the same alert waits for the same target. */
export async function hasNewer(db: Db, { target, alert, at }: NotificationRow): Promise<boolean> {
  const newer = await db
    .selectFrom('notifications')
    .select('id')
    .where('target', '=', target)
    .where('alert', '=', alert)
    .where('state', '=', 'waiting')
    .where('at', '>', instant(at))
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}
