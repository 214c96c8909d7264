import { checkCondition } from '../condition/check-condition.ts';
import type { Column } from '../condition/column.ts';
import { parseCondition } from '../condition/parse-condition.ts';
import type { Condition } from '../model/condition.ts';
import type { ConditionText } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import { problemAt, type Source, valueAt } from '../yaml/source.ts';
import type { Path } from '../yaml/yaml-document.ts';

/** A condition that has been read. */
export interface ReadCondition {
  readonly condition: Condition | null;
  readonly written: ConditionText;
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks the condition at a path; `fallback` (a condition) stands for a missing one. YAML's own true and false
 * count as conditions. Null when it is wrong, or has a type that the shape's check reports.
 */
export function readCondition(
  source: Source,
  path: Path,
  columns: ReadonlyMap<string, Column>,
  fallback: string,
): ReadCondition {
  const value = valueAt(source, path) ?? fallback;
  const place = { file: source.file, line: source.document.placeOf([...source.base, ...path]).line };
  const written = { text: String(value), place };
  if (typeof value !== 'string' && typeof value !== 'boolean') return { condition: null, written, problems: [] };
  const parsed = parseCondition(String(value));
  const found = 'problem' in parsed ? [parsed.problem] : checkCondition(parsed.condition, columns);
  const name = String(path.at(-1));
  const problems = found.map(({ at, message }) => problemAt(source, path, 'condition', `${name}: ${message}`, at));
  return { condition: 'problem' in parsed || problems.length > 0 ? null : parsed.condition, written, problems };
}
