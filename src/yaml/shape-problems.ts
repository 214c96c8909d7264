import type { z } from 'zod';
import type { Problem } from '../model/problem.ts';
import { nearest } from './nearest.ts';
import { showValue } from './show-value.ts';
import type { Source } from './source.ts';
import { problemAt, problemAtKey, valueAt } from './source.ts';
import type { Path } from './yaml-document.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns what zod found in an object into problems with a place in its file.
 * Objects are expected to be made with `strictShape`, whose message for unknown keys is the list of known ones.
 */
export function shapeProblems(source: Source, issues: readonly Issue[]): readonly Problem[] {
  return issues.flatMap((issue) => {
    const path: Path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownKey(source, [...path, key], issue.message));
    const value = valueAt(source, path);
    const message = messageOf(issue, path, value);
    return [
      value === undefined
        ? problemAtKey(source, path, 'required', message)
        : problemAt(source, path, ruleOf(issue), message),
    ];
  });
}

function unknownKey(source: Source, path: Path, allowed: string): Problem {
  const key = String(path.at(-1));
  const guess = nearest(key, allowed.split(', '));
  const message = `unknown key "${key}"; ${guess === null ? '' : `did you mean ${guess}? `}allowed here: ${allowed}`;
  return problemAtKey(source, path, 'unknown-key', message);
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return 'type';
    case 'invalid_value':
      return 'one-of';
    case 'too_big':
    case 'too_small':
      return 'range';
    default:
      return 'value';
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

function messageOf(issue: Issue, path: Path, value: unknown): string {
  const name = String(path.filter((segment) => typeof segment === 'string').at(-1) ?? 'the document');
  const wanted = wantedBy(issue);
  if (value === undefined) return `${name} is missing; it ${wanted}`;
  const allowed = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const guess = typeof value === 'string' ? nearest(value, allowed) : null;
  return `${name} ${wanted}, got ${showValue(value)}${guess === null ? '' : `; did you mean ${guess}?`}`;
}

/** Messages written in the schemas begin with a verb: "must be …", "is not supported yet …". */
function wantedBy(issue: Issue): string {
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code !== 'invalid_type') return issue.message;
  const name = typeNames[issue.expected];
  return name === undefined ? issue.message : `must be ${name}`;
}
