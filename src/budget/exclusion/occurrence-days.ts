import type { Recurrence, WeekDay } from './recurrence.ts';

const dayMs = 86_400_000;

/**
 * The days on which a rule occurs, each as its midnight in local time as if it were UTC, in order, from its first up to `lastDay`
 * (included). COUNT, UNTIL and DTSTART are kept. A day that a month does not have is left out, as RFC 5545 wants.
 */
export function occurrenceDays(rule: Recurrence, lastDay: number): readonly number[] {
  const firstDay = midnight(rule.startWall);
  const timeMs = rule.startWall - firstDay;
  const days: number[] = [];
  for (let step = 0; ; step += rule.interval) {
    const period = periodOf(rule, firstDay, step);
    if (period.from > lastDay) return days;
    const chosen = atPositions(daysOfPeriod(rule, firstDay, period.from, period.to), rule.positions);
    for (const day of chosen) {
      if (day < firstDay) continue;
      const isOver = day > lastDay || (rule.untilWall !== null && day + timeMs > rule.untilWall);
      if (isOver || days.length === rule.count) return days;
      days.push(day);
    }
  }
}

/** The day, week, month or year that is `step` of them after the first one; half-open. */
function periodOf({ frequency, weekStart }: Recurrence, firstDay: number, step: number) {
  const date = new Date(firstDay);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (frequency) {
    case 'DAILY': {
      const from = firstDay + step * dayMs;
      return { from, to: from + dayMs };
    }
    case 'WEEKLY': {
      const from = firstDay - ((weekDayOf(firstDay) - weekStart + 7) % 7) * dayMs + step * 7 * dayMs;
      return { from, to: from + 7 * dayMs };
    }
    case 'MONTHLY':
      return { from: Date.UTC(year, month + step, 1), to: Date.UTC(year, month + step + 1, 1) };
    case 'YEARLY':
      return { from: Date.UTC(year + step, 0, 1), to: Date.UTC(year + step + 1, 0, 1) };
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return frequency satisfies never;
  }
}

function daysOfPeriod(rule: Recurrence, firstDay: number, from: number, to: number): readonly number[] {
  const matches = dayFilter(rule, firstDay);
  const days: number[] = [];
  for (let day = from; day < to; day += dayMs) if (matches(day)) days.push(day);
  return days;
}

/** Whether a rule chooses a day. Where the rule does not name the day at all, that of DTSTART stands for it. */
function dayFilter(rule: Recurrence, firstDay: number): (day: number) => boolean {
  const first = new Date(firstDay);
  const { frequency, weekDays } = rule;
  const isBare = rule.monthDays.length + weekDays.length === 0;
  const needsMonth = frequency === 'YEARLY' && isBare && rule.months.length === 0;
  const months = needsMonth ? [first.getUTCMonth() + 1] : rule.months;
  const monthDays =
    isBare && (frequency === 'MONTHLY' || frequency === 'YEARLY') ? [first.getUTCDate()] : rule.monthDays;
  const days = isBare && frequency === 'WEEKLY' ? [{ day: weekDayOf(firstDay), nth: null }] : weekDays;
  const inYear = frequency === 'YEARLY' && rule.months.length === 0;
  return (day) => {
    const date = new Date(day);
    if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
    const { index, length } = placeIn(date, false);
    if (monthDays.length > 0 && !monthDays.includes(index + 1) && !monthDays.includes(index - length)) return false;
    return days.length === 0 || days.some((wanted) => isWeekDay(wanted, day, placeIn(date, inYear)));
  };
}

/** Which day of its month or year a day is, from 0, and how many days that has. */
function placeIn(date: Date, inYear: boolean): { readonly index: number; readonly length: number } {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const from = inYear ? Date.UTC(year, 0, 1) : Date.UTC(year, month, 1);
  const to = inYear ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month + 1, 1);
  return { index: (date.getTime() - from) / dayMs, length: (to - from) / dayMs };
}

function isWeekDay({ day: wanted, nth }: WeekDay, day: number, place: { index: number; length: number }): boolean {
  if (weekDayOf(day) !== wanted) return false;
  if (nth === null) return true;
  const fromStart = Math.floor(place.index / 7) + 1;
  const fromEnd = -Math.floor((place.length - 1 - place.index) / 7) - 1;
  return nth === fromStart || nth === fromEnd;
}

function atPositions(days: readonly number[], positions: readonly number[]): readonly number[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}

function midnight(wallMs: number): number {
  return Math.floor(wallMs / dayMs) * dayMs;
}

/** 0 is Monday. */
function weekDayOf(day: number): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}
