import { nearest } from '../../yaml/nearest.ts';
import { showValue } from '../../yaml/show-value.ts';
import { decimalOf, type ExactNumber, exactNumber } from '../object/exact-number.ts';
import { isWritten, partName, refuse, refuseKey, type Spot, under, valueIn } from './spot.ts';

/** Whether a value is a map of keys. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a map of keys stands there. Reports another value, and keys beside the allowed ones; nothing where no value stands. */
export function readMap(spot: Spot, allowed: readonly string[]): boolean {
  const value = valueIn(spot);
  if (!isWritten(spot)) return false;
  if (!isMap(value)) {
    refuse(spot, 'type', `${partName(spot)} must be a map of keys, got ${showValue(value)}`);
    return false;
  }
  for (const key of Object.keys(value)) if (!allowed.includes(key)) refuseUnknown(under(spot, key), key, allowed);
  return true;
}

/** As `readMap`, and reports a missing one. */
export function readNeededMap(spot: Spot, allowed: readonly string[]): boolean {
  return isThere(spot, 'must be a map of keys') && readMap(spot, allowed);
}

/** Whether a value stands there; reports a missing one. `wanted` begins with a verb. */
export function isThere(spot: Spot, wanted: string): boolean {
  const value = valueIn(spot);
  if (value === undefined) refuseKey(spot, 'required', `${partName(spot)} is missing; it ${wanted}`);
  if (value === null) refuse(spot, 'type', `${partName(spot)} ${wanted}, got null`);
  return isWritten(spot);
}

/** The items of a list; empty, with a problem, where something else stands. */
export function readListItems(spot: Spot): readonly Spot[] {
  const value = valueIn(spot);
  if (Array.isArray(value)) return value.map((_, index) => under(spot, index));
  if (isWritten(spot)) refuse(spot, 'type', `${partName(spot)} must be a list, got ${showValue(value)}`);
  return [];
}

/** A text, or null where none stands; another value is a problem. */
export function readOptionalText(spot: Spot): string | null {
  const value = valueIn(spot);
  if (!isWritten(spot)) return null;
  if (typeof value === 'string') return value;
  refuse(spot, 'type', `${partName(spot)} must be a text, got ${showValue(value)}`);
  return null;
}

/** A text that must be there and not be empty. Empty, with a problem, where it is not. */
export function readNeededText(spot: Spot): string {
  if (!isThere(spot, 'must be a text')) return '';
  const text = readOptionalText(spot);
  if (text?.trim() === '') refuse(spot, 'required', `${partName(spot)} must be a text, got an empty one`);
  return text ?? '';
}

/** A description: at most 1050 characters, empty where there is none. */
export function readDescription(spot: Spot): string {
  const text = readOptionalText(spot) ?? '';
  const { length } = [...text];
  if (length > 1050) refuse(spot, 'range', `${partName(spot)} must be at most 1050 characters long, got ${length}`);
  return text;
}

/** True or false; false where no value stands. */
export function readBoolean(spot: Spot): boolean {
  const value = valueIn(spot);
  if (isWritten(spot) && typeof value !== 'boolean')
    refuse(spot, 'type', `${partName(spot)} must be true or false, got ${showValue(value)}`);
  return value === true;
}

/** One of the allowed texts, or null where none stands or another does. */
export function readChoice<const T extends string>(spot: Spot, allowed: readonly T[]): T | null {
  const value = valueIn(spot);
  if (!isWritten(spot)) return null;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  const guess = typeof value === 'string' ? nearest(value, allowed) : null;
  const advice = guess === null ? '' : `; did you mean ${guess}?`;
  refuse(spot, 'one-of', `${partName(spot)} must be ${allowed.join(' or ')}, got ${showValue(value)}${advice}`);
  return null;
}

/** One of the allowed texts that must be there; the first of them, with a problem, where it is not. */
export function readNeededChoice<const T extends string>(spot: Spot, allowed: readonly [T, ...T[]]): T {
  return (isThere(spot, `must be ${allowed.join(' or ')}`) ? readChoice(spot, allowed) : null) ?? allowed[0];
}

/** A finite number, or null where none stands; another value is a problem. */
export function readNumber(spot: Spot): ExactNumber | null {
  const value = valueIn(spot);
  if (!isWritten(spot)) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return exactNumber(decimalOf(spellingOf(spot), value));
  refuse(spot, 'type', `${partName(spot)} must be a finite number, got ${showValue(value)}`);
  return null;
}

/** The value as its file spells it. */
export function spellingOf({ source, path }: Spot): string {
  return source.document.spellingOf([...source.base, ...path]);
}

function refuseUnknown(spot: Spot, key: string, allowed: readonly string[]): void {
  const guess = nearest(key, allowed);
  const advice = guess === null ? '' : `did you mean ${guess}? `;
  refuseKey(spot, 'unknown-key', `unknown key "${key}"; ${advice}allowed here: ${allowed.join(', ')}`);
}
