/** The frequencies of RFC 5545 that may repeat an exclusion. Shorter ones are refused: what never stops is no maintenance. */
export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** The days of the week as RFC 5545 writes them, Monday first. */
export const weekDayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * A rule that repeats a local time of day: the parts of RFC 5545 that choose days. Empty lists choose nothing.
 * https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
export interface Recurrence {
  /** The first local time, as if it were UTC, ms. It is an occurrence only where the rule says so too. */
  readonly startWall: number;
  /** `UTC` or a name of the IANA database. */
  readonly timeZone: string;
  readonly frequency: Frequency;
  /** Every how many days, weeks, months or years, ≥ 1. */
  readonly interval: number;
  /** How many occurrences there are; null: no end. */
  readonly count: number | null;
  /** The last local time, included, as if it were UTC, ms; null: no end. */
  readonly untilWall: number | null;
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 1 to 31, or −1 to −31 from the month's end. */
  readonly monthDays: readonly number[];
  readonly weekDays: readonly WeekDay[];
  /** Which of the days of one day, week, month or year: 1 is the first, −1 the last. */
  readonly positions: readonly number[];
  /** The day a week begins with, 0 is Monday. */
  readonly weekStart: number;
}

/** A day of the week. */
export interface WeekDay {
  /** 0 is Monday. */
  readonly day: number;
  /** The nth one of its month or year, from the end below 0; null: each. */
  readonly nth: number | null;
}
