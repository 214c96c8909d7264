import { showValue } from '../../yaml/show-value.ts';
import type { OpenSloKind } from '../object/openslo-object.ts';
import type { OpenSloReference } from '../object/openslo-reference.ts';
import { readReference } from './read-reference.ts';
import { isThere, readNeededMap } from './read-value.ts';
import { isWritten, refuse, refuseKey, type Spot, under, valueIn } from './spot.ts';

/**
 * Reads an item of a list that names an object of a kind under `refKey`, or is one: then with `kind`, `metadata` and `spec`.
 * Null, with problems, when it is wrong.
 */
export function readPart<T>(
  spot: Spot,
  refKey: string,
  kind: OpenSloKind,
  readInline: (spot: Spot) => T | null,
): OpenSloReference | T | null {
  if (!readNeededMap(spot, [refKey, 'kind', 'metadata', 'spec'])) return null;
  const ref = under(spot, refKey);
  const isRef = isWritten(ref);
  const isInline = ['kind', 'metadata', 'spec'].some((key) => isWritten(under(spot, key)));
  if (isRef === isInline) {
    const found = isRef ? 'both are there; keep one' : 'neither is there; write one';
    refuseKey(spot, 'exclusive', `write ${refKey}, or an object with kind, metadata and spec; ${found}`);
    return null;
  }
  if (isRef) return readReference(ref, kind);
  checkInlineKind(under(spot, 'kind'), kind);
  return readInline(spot);
}

function checkInlineKind(spot: Spot, kind: OpenSloKind): void {
  const value = valueIn(spot);
  if (isThere(spot, `must be ${kind}`) && value !== kind)
    refuse(spot, 'kind', `kind must be ${kind}, got ${showValue(value)}`);
}
