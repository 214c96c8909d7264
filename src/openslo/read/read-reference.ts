import type { OpenSloKind } from '../object/openslo-object.ts';
import type { OpenSloReference } from '../object/openslo-reference.ts';
import { readName } from './read-name.ts';
import { placeOfPart, type Spot } from './spot.ts';

/** The name of an object of a kind; noted, so that it can be looked up when all files are read. */
export function readReference(spot: Spot, kind: OpenSloKind): OpenSloReference {
  const before = spot.findings.problems.length;
  const name = readName(spot);
  if (before === spot.findings.problems.length) spot.findings.references.push({ kind, name, spot });
  return { kind: 'reference', name, place: placeOfPart(spot) };
}
