import type { z } from 'zod';
import type { Problem } from '../model/problem.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { shapeProblems } from '../yaml/shape-problems.ts';
import type { TextFile } from '../yaml/text-file.ts';
import type { Path, Place } from '../yaml/yaml-document.ts';

/** What a schema makes of a file. */
export interface Shape<T> {
  /** null when there is any problem. */
  readonly value: T | null;
  /** Where a value stands in the file, for people. */
  readonly placeOf: (path: Path) => Place;
  readonly problems: readonly Problem[];
}

const top = (): Place => ({ line: 1, column: 1 });

/**
 * Reads a YAML file of one document against a schema. An empty file counts as an empty map, which the schema must take. Every problem with its place;
 * `value` is null when there is any.
 */
export function readShape<T extends z.ZodType>({ file, text }: TextFile, schema: T): Shape<z.infer<T>> {
  const { documents, problems } = readYaml(file, text);
  if (problems.length > 0) return { value: null, placeOf: top, problems };
  const [document, second] = documents;
  if (second !== undefined) {
    const place = second.placeOf([]);
    const message = 'a second document begins here; this file holds one';
    return { value: null, placeOf: top, problems: [{ file, ...place, path: '', rule: 'one-document', message }] };
  }
  if (document === undefined) return { value: schema.parse({}), placeOf: top, problems: [] };
  const { placeOf } = document;
  const result = schema.safeParse(document.value);
  if (result.success) return { value: result.data, placeOf, problems: [] };
  const found = shapeProblems({ file, document, base: [] }, result.error.issues);
  return {
    value: null,
    placeOf,
    problems: [...found].sort((left, right) => left.line - right.line || left.column - right.column),
  };
}
