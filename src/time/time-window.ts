/**
 * `rolling`: the last `ms`. `rolling-months`: the last `months` steps of the UTC calendar, back from the end (1M is 1, 1Q is 3, 1Y is
 * 12). `calendar`: the current one of the steps of `count` units that are counted from `anchor` (ms, UTC) in the local time of a zone.
 * `text` is the length as it was written.
 */
export type TimeWindow =
  | { readonly type: 'rolling'; readonly ms: number; readonly text: string }
  | { readonly type: 'rolling-months'; readonly months: number; readonly text: string }
  | CalendarWindow;

/** A window that follows the calendar of a time zone. */
export interface CalendarWindow {
  readonly type: 'calendar';
  readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly count: number;
  readonly anchor: number;
  readonly timeZone: string;
  readonly text: string;
}
