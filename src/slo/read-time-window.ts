import type { Problem } from '../model/error.ts';
import type { ObjectiveWindow } from '../model/objective.ts';
import { parseDuration } from './duration.ts';
import { showValue } from './show-value.ts';
import type { Source } from './source.ts';
import { problemAt, problemAtKey, valueAt } from './source.ts';
import { zonedTime } from './zoned-time.ts';

const hourMs = 3_600_000;
const calendarUnits = { d: 'day', w: 'week', M: 'month', Q: 'quarter', Y: 'year' } as const;
const path = ['spec', 'timeWindow', 0] as const;

/** What an SLO document without `timeWindow` gets. */
const defaultWindow: ObjectiveWindow = { type: 'rolling', ms: 30 * 24 * hourMs, text: '30d' };

type Result = { readonly window: ObjectiveWindow | null; readonly problems: readonly Problem[] };

/**
 * The time window of an SLO document: rolling over a fixed length of at least an hour, or the calendar's own units in a
 * named time zone, counted from `startTime`. Without `timeWindow` it is 30 days, rolling. Null with problems when it is wrong.
 */
export function readTimeWindow(source: Source): Result {
  if (valueAt(source, ['spec', 'timeWindow']) === undefined) return { window: defaultWindow, problems: [] };
  const text = valueAt(source, [...path, 'duration']);
  if (typeof text !== 'string') return { window: null, problems: [] };
  const duration = parseDuration(text);
  if (duration === null || duration.unit === 's') {
    return wrong(
      problemAt(
        source,
        [...path, 'duration'],
        'duration',
        `duration must be a whole number and one of m h d w M Q Y, such as 30d, got ${showValue(text)}`,
      ),
    );
  }
  const calendar = valueAt(source, [...path, 'calendar']) !== undefined;
  const rolling = valueAt(source, [...path, 'isRolling']);
  if (calendar && rolling === true) {
    return wrong(
      problemAtKey(
        source,
        [...path, 'calendar'],
        'window',
        'a rolling window has no calendar; write isRolling: false, or leave calendar out',
      ),
    );
  }
  if (!calendar && rolling !== true) {
    return wrong(
      problemAtKey(
        source,
        path,
        'window',
        'say which window this is: isRolling: true, or calendar with startTime and timeZone',
      ),
    );
  }
  return calendar ? readCalendar(source, text, duration.count, duration.unit) : readRolling(source, text, duration.ms);
}

function readRolling(source: Source, text: string, ms: number | null): Result {
  if (ms === null) {
    return wrong(
      problemAt(
        source,
        [...path, 'duration'],
        'window',
        `a rolling window has a fixed length (m, h, d or w), got ${showValue(text)}; write 30d, or a calendar window`,
      ),
    );
  }
  if (ms < hourMs) {
    return wrong(
      problemAt(
        source,
        [...path, 'duration'],
        'window',
        `a window is at least 1h long, got ${showValue(text)}; m is minutes and M is months`,
      ),
    );
  }
  return { window: { type: 'rolling', ms, text }, problems: [] };
}

function readCalendar(source: Source, text: string, count: number, letter: string): Result {
  const unit = calendarUnits[letter as keyof typeof calendarUnits];
  const zone = valueAt(source, [...path, 'calendar', 'timeZone']);
  const start = valueAt(source, [...path, 'calendar', 'startTime']);
  const problems: Problem[] = [];
  if (unit === undefined)
    problems.push(
      problemAt(
        source,
        [...path, 'duration'],
        'window',
        `a calendar window is made of d, w, M, Q or Y, got ${showValue(text)}`,
      ),
    );
  const zoneOk = typeof zone === 'string' && isTimeZone(zone);
  if (typeof zone === 'string' && !zoneOk) {
    problems.push(
      problemAt(
        source,
        [...path, 'calendar', 'timeZone'],
        'time-zone',
        `timeZone must be UTC or a name of the IANA database such as Europe/Berlin, got ${showValue(zone)}`,
      ),
    );
  }
  const wall = typeof start === 'string' ? readWall(start) : null;
  if (typeof start === 'string' && wall === null) {
    problems.push(
      problemAt(
        source,
        [...path, 'calendar', 'startTime'],
        'start-time',
        `startTime must be a local time such as '2026-01-01 00:00:00', got ${showValue(start)}`,
      ),
    );
  }
  if (unit === undefined || !zoneOk || wall === null) return { window: null, problems };
  return { window: { type: 'calendar', unit, count, anchor: zonedTime(wall, zone), timeZone: zone, text }, problems };
}

/** A local time as if it were UTC, in ms; null when it is not on the calendar. */
function readWall(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19).replace('T', ' ') !== text ? null : ms;
}

/** Abbreviations (EST) and offsets (+02:00) are refused: they do not say when clocks change. */
function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function wrong(problem: Problem): Result {
  return { window: null, problems: [problem] };
}
