import type { Notice, NoticeFacts } from '../../act/notice/notice.ts';

/** waiting: to be sent. skipped: something newer about the alert was told instead. dead: given up. */
export const notificationStates = ['waiting', 'sent', 'skipped', 'dead'] as const;
export type NotificationState = (typeof notificationStates)[number];

/** One line of notifications. Times in ms. */
export interface NotificationRow {
  readonly id: string;
  readonly target: string;
  readonly alert: string;
  readonly service: string;
  readonly facts: NoticeFacts;
  /** null: nobody has put it into words yet. */
  readonly notice: Notice | null;
  readonly state: NotificationState;
  readonly attempts: number;
  readonly at: number;
  readonly nextAt: number;
  readonly madeAt: number;
  readonly endedAt: number | null;
  readonly error: string | null;
}
