import { isTimeZone } from '../../time/is-time-zone.ts';
import { wallTime } from '../../time/zoned-time.ts';
import { type Frequency, frequencies, type Recurrence, type WeekDay, weekDayNames } from './recurrence.ts';

const dayMs = 86_400_000;
const understood = 'FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS and WKST';

/** A rule, or what is wrong with its text. */
export type ParsedRecurrence = { readonly recurrence: Recurrence } | { readonly problem: string };

/** Thrown and caught in this file: the first thing that is wrong. */
class RuleProblem extends Error {}

/**
 * Reads a DTSTART and an RRULE of RFC 5545, on two lines or with a blank between:
 * `DTSTART;TZID=Europe/Berlin:20260104T020000` and `RRULE:FREQ=WEEKLY;BYDAY=SU`. A DTSTART without TZID is in UTC, with or without `Z`. An
 * UNTIL with `Z` is in UTC, otherwise local; one without a time of day includes that whole day. Never throws.
 */
export function parseRecurrence(text: string): ParsedRecurrence {
  try {
    return { recurrence: parse(text) };
  } catch (error) {
    /* v8 ignore if -- @preserve: nothing else is thrown */
    if (!(error instanceof RuleProblem)) throw error;
    return { problem: error.message };
  }
}

function parse(text: string): Recurrence {
  const lines = text.trim().split(/\s+/);
  const starts = lines.filter((line) => /^DTSTART[;:]/i.test(line));
  const rules = lines.filter((line) => !/^DTSTART[;:]/i.test(line));
  const [start, rule] = [starts[0], rules[0]];
  if (start === undefined || rule === undefined || lines.length !== 2) {
    throw new RuleProblem(
      'needs one DTSTART and one RRULE, such as "DTSTART;TZID=Europe/Berlin:20260104T020000 RRULE:FREQ=WEEKLY;BYDAY=SU"',
    );
  }
  const { startWall, timeZone } = parseStart(start);
  return parseRule(parseParts(rule.replace(/^RRULE:/i, '')), startWall, timeZone);
}

function parseStart(line: string): { readonly startWall: number; readonly timeZone: string } {
  const [, zone, time = ''] = /^DTSTART(?:;TZID=([^:;]+))?:(.*)$/i.exec(line) ?? [];
  const wall = parseWall(time);
  if (wall === null || !wall.hasTime || wall.ms % 60_000 !== 0 || (wall.isUtc && zone !== undefined)) {
    throw new RuleProblem(
      `DTSTART is a time on a whole minute from the year 2000 on, such as 20260104T020000 or 20260104T020000Z, got ${line}`,
    );
  }
  const timeZone = zone ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    throw new RuleProblem(`TZID must be UTC or a name of the IANA database such as Europe/Berlin, got ${timeZone}`);
  }
  return { startWall: wall.ms, timeZone };
}

function parseWall(text: string) {
  const match = /^(2\d{3})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/i.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zulu = ''] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ms = Date.parse(iso);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== iso) return null;
  return { ms, hasTime: match[4] !== undefined, isUtc: zulu !== '' };
}

function parseParts(rule: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of rule.toUpperCase().split(';')) {
    const [, key = '', value = ''] = /^([A-Z]+)=(.+)$/.exec(part) ?? [];
    if (!understood.split(/, | and /).includes(key)) {
      throw new RuleProblem(`an RRULE is made of ${understood}, got ${part === '' ? 'nothing' : part}`);
    }
    if (parts.has(key)) throw new RuleProblem(`${key} stands twice in the RRULE; keep one`);
    parts.set(key, value);
  }
  return parts;
}

function parseRule(parts: ReadonlyMap<string, string>, startWall: number, timeZone: string): Recurrence {
  const numbers = (key: string, most: number, signed: boolean): readonly number[] =>
    (parts.get(key)?.split(',') ?? []).map((value) => wholeNumber(key, value, most, signed));
  const frequency = frequencies.find((name) => name === parts.get('FREQ'));
  if (frequency === undefined) {
    throw new RuleProblem(`FREQ is one of ${frequencies.join(', ')}, got ${parts.get('FREQ') ?? 'none'}`);
  }
  const [interval = 1] = numbers('INTERVAL', 1000, false);
  const [count = null] = numbers('COUNT', 100_000, false);
  const until = parts.get('UNTIL');
  if (count !== null && until !== undefined) throw new RuleProblem('COUNT and UNTIL say the same thing; keep one');
  const months = numbers('BYMONTH', 12, false);
  const monthDays = numbers('BYMONTHDAY', 31, true);
  const weekDays = parts.get('BYDAY')?.split(',').map(parseWeekDay) ?? [];
  const positions = numbers('BYSETPOS', 366, true);
  checkTogether(frequency, { months, monthDays, weekDays, positions });
  const untilWall = until === undefined ? null : parseUntil(until, timeZone);
  const weekStart = parts.has('WKST') ? dayOf('WKST', parts.get('WKST') as string) : 0;
  const ends = { count, untilWall };
  return { startWall, timeZone, frequency, interval, ...ends, months, monthDays, weekDays, positions, weekStart };
}

function checkTogether(
  frequency: Frequency,
  { months, monthDays, weekDays, positions }: Pick<Recurrence, 'months' | 'monthDays' | 'weekDays' | 'positions'>,
): void {
  if (frequency === 'WEEKLY' && monthDays.length > 0)
    throw new RuleProblem('BYMONTHDAY has no meaning with FREQ=WEEKLY');
  if (weekDays.some(({ nth }) => nth !== null)) {
    if (frequency === 'DAILY' || frequency === 'WEEKLY') {
      throw new RuleProblem(
        `a number before a day (2TU) has no meaning with FREQ=${frequency}; it needs MONTHLY or YEARLY`,
      );
    }
    if (monthDays.length > 0)
      throw new RuleProblem('a number before a day (2TU) cannot stand beside BYMONTHDAY; keep one');
  }
  if (positions.length > 0 && months.length + monthDays.length + weekDays.length === 0) {
    throw new RuleProblem('BYSETPOS chooses among the days of BYDAY, BYMONTHDAY or BYMONTH; add one of them');
  }
}

function parseUntil(text: string, timeZone: string): number {
  const wall = parseWall(text);
  if (wall === null) throw new RuleProblem(`UNTIL is a time such as 20261231T235959Z, got ${text}`);
  if (!wall.hasTime) return wall.ms + dayMs - 1;
  return wall.isUtc ? wallTime(wall.ms, timeZone) : wall.ms;
}

function parseWeekDay(text: string): WeekDay {
  const [, nth = '', name = ''] = /^([+-]?\d*)([A-Z]*)$/.exec(text) ?? [];
  return { day: dayOf('BYDAY', name), nth: nth === '' ? null : wholeNumber('BYDAY', nth, 53, true) };
}

function dayOf(key: string, name: string): number {
  const day = (weekDayNames as readonly string[]).indexOf(name);
  if (day < 0)
    throw new RuleProblem(`${key} is made of ${weekDayNames.join(', ')}, got ${name === '' ? 'none' : name}`);
  return day;
}

function wholeNumber(key: string, text: string, most: number, signed: boolean): number {
  const value = /^[+-]?\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value !== 0 && Math.abs(value) <= most && (signed || value > 0)) return value;
  throw new RuleProblem(
    `${key} is a whole number from 1 to ${most}${signed ? ', or from the end below 0' : ''}, got ${text}`,
  );
}
