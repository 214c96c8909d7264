import type { Problem } from '../../model/problem.ts';
import { formatPath } from '../../yaml/format-path.ts';
import type { Source } from '../../yaml/source.ts';
import { problemAt, problemAtKey, valueAt } from '../../yaml/source.ts';
import type { Path } from '../../yaml/yaml-document.ts';
import type { Metric, MetricSource } from '../object/metric.ts';
import type { OpenSloKind } from '../object/openslo-object.ts';
import type { PartPlace } from '../object/part-place.ts';

/** A part of an object that is being read: where it stands, and the list that takes what is wrong with it. */
export interface Spot {
  readonly source: Source;
  /** From the top of the object. */
  readonly path: Path;
  readonly findings: Findings;
}

/** What reading one object brings to light, filled by the readers. An object with a problem is not to be used. */
export interface Findings {
  readonly strict: boolean;
  /** Kinds of alert condition beside `burnrate`. */
  readonly conditionKinds: readonly string[];
  readonly problems: Problem[];
  readonly warnings: Problem[];
  /** Every name of another object. */
  readonly references: { readonly kind: OpenSloKind; readonly name: string; readonly spot: Spot }[];
  /** Every metric that is complete, also where another part of the object is wrong. */
  readonly metrics: Metric<MetricSource>[];
}

/** The part under a key, or of an index. */
export function under(spot: Spot, ...keys: Path): Spot {
  return { ...spot, path: [...spot.path, ...keys] };
}

/** The value that stands there; undefined when there is none. */
export function valueIn(spot: Spot): unknown {
  return valueAt(spot.source, spot.path);
}

/** Whether a value stands there. A key without a value (null) counts as not written, as in Go. */
export function isWritten(spot: Spot): boolean {
  return (valueIn(spot) ?? null) !== null;
}

/** The last key of the path, which has one: what messages call the part. */
export function partName(spot: Spot): string {
  return String(spot.path.filter((segment) => typeof segment === 'string').at(-1));
}

/** Reports a problem with the value. */
export function refuse(spot: Spot, rule: string, message: string): void {
  spot.findings.problems.push(problemAt(spot.source, spot.path, rule, message));
}

/** Reports a problem with the key: one too many, one that is missing (then at the nearest key above), or a whole list or map. */
export function refuseKey(spot: Spot, rule: string, message: string): void {
  spot.findings.problems.push(problemAtKey(spot.source, spot.path, rule, message));
}

/** Reports something that is allowed and probably not meant. */
export function warn(spot: Spot, rule: string, message: string): void {
  spot.findings.warnings.push(problemAtKey(spot.source, spot.path, rule, message));
}

/** The place of a key, for errors that are found later. */
export function placeOfPart(spot: Spot): PartPlace {
  const full = [...spot.source.base, ...spot.path];
  return { file: spot.source.file, ...spot.source.document.placeOfKey(full), path: formatPath(full) };
}
