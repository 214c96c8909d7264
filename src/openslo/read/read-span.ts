import { parseDuration } from '../../time/duration.ts';
import { showValue } from '../../yaml/show-value.ts';
import type { TimeSpan } from '../object/time-span.ts';
import { isThere, readOptionalText } from './read-value.ts';
import { isWritten, partName, refuse, type Spot, valueIn } from './spot.ts';

const wanted = 'must be a whole number and one of m h d w M Q Y, such as 30d';
const standIn: TimeSpan = { count: 1, unit: 'd', ms: 86_400_000, text: '1d' };

/** A `duration-shorthand` that must be there; a stand-in, with a problem, where it is not. */
export function readSpan(spot: Spot): TimeSpan {
  if (!isThere(spot, wanted)) return standIn;
  const text = readOptionalText(spot);
  if (text === null) return standIn;
  const duration = parseDuration(text);
  if (duration !== null && duration.unit !== 's') return { ...duration, text };
  refuse(spot, 'duration', `${partName(spot)} ${wanted}, got ${showValue(text)}`);
  return standIn;
}

/** `alertAfter`: a duration, which may be 0 (`0m`); null where none stands. */
export function readDelay(spot: Spot): TimeSpan | null {
  if (!isWritten(spot)) return null;
  const zero = /^0[mhdwMQY]$/.exec(String(valueIn(spot)));
  return zero === null ? readSpan(spot) : { count: 0, unit: 'm', ms: 0, text: '0m' };
}

/** `timeSliceWindow`: a duration or, unless strict, a whole number of minutes; null where none stands. */
export function readSliceWindow(spot: Spot): TimeSpan | null {
  if (!isWritten(spot)) return null;
  const value = valueIn(spot);
  if (typeof value !== 'number') return readSpan(spot);
  if (spot.findings.strict) {
    refuse(spot, 'strict', `timeSliceWindow must be a text such as 5m, got ${value}`);
    return null;
  }
  const minutes = parseDuration(`${value}m`);
  if (minutes !== null) return { ...minutes, text: `${value}m` };
  refuse(spot, 'duration', `timeSliceWindow must be a whole number of minutes, at least 1, got ${showValue(value)}`);
  return null;
}
