import type { z } from 'zod';
import type { Problem } from '../model/error.ts';
import type { TextFile } from '../slo/read-objectives.ts';
import { readYaml } from '../slo/read-yaml.ts';
import { shapeProblems } from '../slo/shape-problems.ts';

/**
 * Reads a YAML file of one document against a schema. An empty file counts as an empty map, which the schema must take. Every problem with its place;
 * `value` is null when there is any.
 */
export function readShape<T extends z.ZodType>(
  { file, text }: TextFile,
  schema: T,
): { readonly value: z.infer<T> | null; readonly problems: readonly Problem[] } {
  const { documents, problems } = readYaml(file, text);
  if (problems.length > 0) return { value: null, problems };
  const [document, second] = documents;
  if (second !== undefined) {
    const place = second.placeOf([]);
    return {
      value: null,
      problems: [
        {
          file,
          ...place,
          path: '',
          rule: 'one-document',
          message: 'a second document begins here; this file holds one',
        },
      ],
    };
  }
  if (document === undefined) return { value: schema.parse({}), problems: [] };
  const result = schema.safeParse(document.value);
  if (result.success) return { value: result.data, problems: [] };
  const found = shapeProblems({ file, document, base: [] }, result.error.issues);
  return {
    value: null,
    problems: [...found].sort((left, right) => left.line - right.line || left.column - right.column),
  };
}
