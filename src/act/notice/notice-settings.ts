import type { NotificationTarget } from './notification-target.ts';

/** Hours in which what is no page waits. */
export interface QuietHours {
  /** Minutes after midnight, local time: [from, to), over midnight where `to` is not after `from`. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** Who is told of what. */
export interface NoticeSettings {
  readonly targets: readonly NotificationTarget[];
  /** Names of targets for alerts of policies that name none: of those that wake somebody up, and of the others. */
  readonly page: readonly string[];
  readonly ticket: readonly string[];
  /** null: none. */
  readonly quiet: QuietHours | null;
  /** What happens to one service within this time is told in one message; 0: each alert by itself. Ms. */
  readonly groupWaitMs: number;
}

/** Nobody is told. */
export const noNotices: NoticeSettings = { targets: [], page: [], ticket: [], quiet: null, groupWaitMs: 0 };
