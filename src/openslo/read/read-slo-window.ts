import { isTimeZone } from '../../time/is-time-zone.ts';
import { zonedTime } from '../../time/zoned-time.ts';
import { showValue } from '../../yaml/show-value.ts';
import type { OpenSloWindow } from '../object/slo-window.ts';
import type { TimeSpan } from '../object/time-span.ts';
import { readSpan } from './read-span.ts';
import { isThere, readBoolean, readListItems, readMap, readNeededMap, readOptionalText } from './read-value.ts';
import { isWritten, placeOfPart, refuse, refuseKey, type Spot, under, warn } from './spot.ts';

const hourMs = 3_600_000;
/** What an SLO without `timeWindow` gets. */
const defaultSpan: TimeSpan = { count: 30, unit: 'd', ms: 30 * 24 * hourMs, text: '30d' };

/** Reads `timeWindow`. Absent it is 30 days, rolling; the go-sdk wants it written. */
export function readSloWindow(spot: Spot): OpenSloWindow {
  const standIn: OpenSloWindow = { type: 'rolling', duration: defaultSpan, place: placeOfPart(spot) };
  if (!isWritten(spot)) {
    if (spot.findings.strict) refuseKey(spot, 'strict', 'timeWindow is missing; it must hold one window');
    return standIn;
  }
  const before = spot.findings.problems.length;
  const items = readListItems(spot);
  if (items.length !== 1 && before === spot.findings.problems.length)
    refuseKey(spot, 'length', `timeWindow must hold exactly one window, got ${items.length}`);
  return items.map(readWindow)[0] ?? standIn;
}

function readWindow(spot: Spot): OpenSloWindow {
  const isNeeded = readNeededMap(spot, ['duration', 'isRolling', 'calendar']);
  const duration = isNeeded ? readSpan(under(spot, 'duration')) : defaultSpan;
  if (duration.ms !== null && duration.ms < hourMs) {
    const { count, text } = duration;
    warn(under(spot, 'duration'), 'window', `${text} is a window of ${count} min; m is minutes and M is months`);
  }
  const isRolling = readBoolean(under(spot, 'isRolling'));
  const calendar = under(spot, 'calendar');
  const isCalendar = isWritten(calendar);
  if (isCalendar && isRolling)
    refuseKey(spot, 'window', 'a rolling window has no calendar; write isRolling: false, or leave calendar out');
  if (!isCalendar && !isRolling && isNeeded)
    refuseKey(spot, 'window', 'say which window this is: isRolling: true, or calendar with startTime and timeZone');
  const place = placeOfPart(spot);
  if (!isCalendar) return { type: 'rolling', duration, place };
  return { type: 'calendar', duration, ...readCalendar(calendar), place };
}

function readCalendar(spot: Spot): { readonly startTime: string; readonly anchor: number; readonly timeZone: string } {
  const isRead = readMap(spot, ['startTime', 'timeZone']);
  const startTime = isRead ? readStart(under(spot, 'startTime')) : null;
  const timeZone = isRead ? readZone(under(spot, 'timeZone')) : null;
  if (startTime === null || timeZone === null) return { startTime: '', anchor: 0, timeZone: 'UTC' };
  return { startTime: startTime.text, anchor: zonedTime(startTime.wallMs, timeZone), timeZone };
}

/** A local time as if it were UTC, in ms; null, with a problem, when it is not on the calendar. */
function readStart(spot: Spot): { readonly text: string; readonly wallMs: number } | null {
  const text = isThere(spot, "must be a local time such as '2026-01-01 00:00:00'") ? readOptionalText(spot) : null;
  if (text === null) return null;
  const wallMs = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)
    ? Date.parse(`${text.replace(' ', 'T')}Z`)
    : Number.NaN;
  if (!Number.isNaN(wallMs) && new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ') === text)
    return { text, wallMs };
  refuse(spot, 'start-time', `startTime must be a local time such as '2026-01-01 00:00:00', got ${showValue(text)}`);
  return null;
}

function readZone(spot: Spot): string | null {
  const allowed = 'must be UTC or a name of the IANA database such as Europe/Berlin';
  const name = isThere(spot, allowed) ? readOptionalText(spot) : null;
  if (name === null || isTimeZone(name)) return name;
  refuse(spot, 'time-zone', `timeZone ${allowed}, got ${showValue(name)}`);
  return null;
}
