import type { Problem } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import { nearest } from './nearest.ts';
import { readSlo } from './read-slo.ts';
import { readYaml } from './read-yaml.ts';
import { shapeProblems } from './shape-problems.ts';
import { showValue } from './show-value.ts';
import { objectSchema, openSloKinds } from './slo-schema.ts';
import type { Source } from './source.ts';
import { problemAt, problemAtKey, valueAt } from './source.ts';

/** A file that has been read: its name as the user knows it, and its text. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** What the files define, and everything that is wrong with them, in the order of the files and of the text. */
export interface ReadObjectives {
  readonly objectives: readonly Objective[];
  readonly problems: readonly Problem[];
}

/**
 * Reads OpenSLO v1 files: several documents a file, or lists of objects. Each SLO gives one objective; objects of the other
 * six kinds are looked at briefly and otherwise left alone. A name that was used before is a problem where it is used again.
 * `strict` follows the go-sdk where it asks for more than the specification's text; the default follows the text.
 */
export function readObjectives(
  files: readonly TextFile[],
  options: { readonly strict?: boolean } = {},
): ReadObjectives {
  const objectives: Objective[] = [];
  const problems: Problem[] = [];
  const named = new Map<string, string>();
  for (const { file, text } of files) {
    const found: Problem[] = [];
    for (const source of readSources(file, text, found)) {
      const result = readObject(source, options.strict ?? false);
      found.push(...result.problems, ...repeatedName(source, named));
      if (result.objective !== null) objectives.push(result.objective);
    }
    problems.push(...found.sort((left, right) => left.line - right.line || left.column - right.column));
  }
  return { objectives, problems };
}

function readSources(file: string, text: string, problems: Problem[]): readonly Source[] {
  const yaml = readYaml(file, text);
  problems.push(...yaml.problems);
  if (yaml.documents.length === 0 && yaml.problems.length === 0) {
    problems.push({
      file,
      line: 1,
      column: 1,
      path: '',
      rule: 'empty',
      message: 'holds no document; write an OpenSLO object (apiVersion: openslo/v1)',
    });
  }
  return yaml.documents.flatMap((document): readonly Source[] =>
    Array.isArray(document.value)
      ? document.value.map((_, index): Source => ({ file, document, base: [index] }))
      : [{ file, document, base: [] }],
  );
}

function readObject(
  source: Source,
  strict: boolean,
): { readonly objective: Objective | null; readonly problems: readonly Problem[] } {
  const value = valueAt(source, []);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      objective: null,
      problems: [problemAt(source, [], 'type', `an OpenSLO object is a map of keys, got ${showValue(value)}`)],
    };
  }
  const kind = valueAt(source, ['kind']);
  const head = [...checkVersion(source), ...checkKind(source, kind)];
  if (head.length > 0) return { objective: null, problems: head };
  if (kind === 'SLO') return readSlo(source, strict);
  const shape = objectSchema.safeParse(value);
  return { objective: null, problems: shape.success ? [] : shapeProblems(source, shape.error.issues) };
}

function checkVersion(source: Source): readonly Problem[] {
  const version = valueAt(source, ['apiVersion']);
  if (version === 'openslo/v1') return [];
  if (version === undefined)
    return [problemAtKey(source, ['apiVersion'], 'api-version', 'apiVersion is missing; write apiVersion: openslo/v1')];
  return [problemAt(source, ['apiVersion'], 'api-version', `apiVersion must be openslo/v1, got ${showValue(version)}`)];
}

function checkKind(source: Source, kind: unknown): readonly Problem[] {
  if (openSloKinds.some((known) => known === kind)) return [];
  const allowed = openSloKinds.join(', ');
  if (kind === undefined) return [problemAtKey(source, ['kind'], 'kind', `kind is missing; it is one of ${allowed}`)];
  const guess = nearest(String(kind), openSloKinds);
  return [
    problemAt(
      source,
      ['kind'],
      'kind',
      `kind must be one of ${allowed}, got ${showValue(kind)}${guess === null ? '' : `; did you mean ${guess}?`}`,
    ),
  ];
}

function repeatedName(source: Source, named: Map<string, string>): readonly Problem[] {
  const kind = valueAt(source, ['kind']);
  const name = valueAt(source, ['metadata', 'name']);
  if (typeof kind !== 'string' || typeof name !== 'string') return [];
  const key = `${kind} ${name}`;
  const first = named.get(key);
  const { line } = source.document.placeOf([...source.base, 'metadata', 'name']);
  if (first === undefined) {
    named.set(key, `${source.file}:${line}`);
    return [];
  }
  return [
    problemAt(
      source,
      ['metadata', 'name'],
      'duplicate-name',
      `there is already a ${kind} named ${showValue(name)} at ${first}; names must differ`,
    ),
  ];
}
