import type { Problem } from '../../model/problem.ts';
import { showValue } from '../../yaml/show-value.ts';
import { type OpenSloKind, type OpenSloObject, openSloKinds } from '../object/openslo-object.ts';
import type { FoundObject } from '../read/read-object.ts';
import { placeOfPart, refuse, type Spot, under, valueIn } from '../read/spot.ts';

/** Objects by kind and name, those with problems included: a reference to one of them does not dangle. */
export interface ObjectIndex {
  /** The names of a kind, in the order of the files. */
  readonly names: (kind: OpenSloKind) => readonly string[];
  /** The object of a kind and name; null where there is none without problems. */
  readonly usable: <K extends OpenSloKind>(kind: K, name: string) => Extract<OpenSloObject, { kind: K }> | null;
  /** The kinds that have an object of this name. */
  readonly kindsNamed: (name: string) => readonly OpenSloKind[];
}

/** Makes the index. An object whose kind and name were there before gets a problem, and is not in it. */
export function indexObjects(found: readonly FoundObject[]): ObjectIndex {
  const byKind = new Map<OpenSloKind, Map<string, FoundObject>>(openSloKinds.map((kind) => [kind, new Map()]));
  const named = (kind: OpenSloKind) => byKind.get(kind) as Map<string, FoundObject>;
  for (const one of found) {
    const spot = under(one.spot, 'metadata', 'name');
    const name = valueIn(spot);
    if (one.kind === null || typeof name !== 'string') continue;
    const first = named(one.kind).get(name);
    if (first === undefined) named(one.kind).set(name, one);
    else refuseRepeated(spot, one.kind, name, under(first.spot, 'metadata', 'name'));
  }
  return {
    names: (kind) => [...named(kind).keys()],
    usable: <K extends OpenSloKind>(kind: K, name: string) => {
      const one = named(kind).get(name);
      const isUsable = one !== undefined && one.findings.problems.length === 0;
      // The map of a kind holds objects of that kind only.
      return isUsable ? (one.object as Extract<OpenSloObject, { kind: K }> | null) : null;
    },
    kindsNamed: (name) => openSloKinds.filter((kind) => named(kind).has(name)),
  };
}

function refuseRepeated(spot: Spot, kind: OpenSloKind, name: string, first: Spot): void {
  const place: Pick<Problem, 'file' | 'line'> = placeOfPart(first);
  refuse(
    spot,
    'duplicate-name',
    `there is already a ${kind} named ${showValue(name)} at ${place.file}:${place.line}; names must differ`,
  );
}
