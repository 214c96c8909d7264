import type { Problem } from '../model/problem.ts';
import { formatPath } from './format-path.ts';
import type { Path, YamlDocument } from './yaml-document.ts';

/** One object of a file, read with positions: paths are counted from `base`. */
export interface Source {
  readonly file: string;
  readonly document: YamlDocument;
  /** Where the object stands in its document: empty, or the index in a list of objects. */
  readonly base: Path;
}

/** The value at a path of the object; undefined when there is none. */
export function valueAt(source: Source, path: Path): unknown {
  let current: unknown = source.document.value;
  for (const segment of [...source.base, ...path]) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[segment];
  }
  return current;
}

/** A problem with the value at a path; `offset` counts characters inside a text value. */
export function problemAt(source: Source, path: Path, rule: string, message: string, offset?: number): Problem {
  const full = [...source.base, ...path];
  const place = offset === undefined ? source.document.placeOf(full) : source.document.placeInText(full, offset);
  return { file: source.file, ...place, path: formatPath(full), rule, message };
}

/** A problem with a key itself: too much, or missing (then the place is the nearest key above). */
export function problemAtKey(source: Source, path: Path, rule: string, message: string): Problem {
  const full = [...source.base, ...path];
  return { file: source.file, ...source.document.placeOfKey(full), path: formatPath(full), rule, message };
}
