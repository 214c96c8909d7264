import type { Problem } from '../model/error.ts';
import { checkCondition } from './check-condition.ts';
import type { Column } from './column.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './parse-condition.ts';
import type { Source } from './source.ts';
import { problemAt, valueAt } from './source.ts';
import type { Path } from './yaml-document.ts';

/**
 * Reads and checks the condition at a path; `fallback` (a condition) stands for a missing one. YAML's own true and false
 * count as conditions. Null when it is wrong, or has a type that the shape's check reports.
 */
export function readCondition(
  source: Source,
  path: Path,
  columns: ReadonlyMap<string, Column>,
  fallback: string,
): { readonly condition: Condition | null; readonly problems: readonly Problem[] } {
  const value = valueAt(source, path) ?? fallback;
  if (typeof value !== 'string' && typeof value !== 'boolean') return { condition: null, problems: [] };
  const parsed = parseCondition(String(value));
  const found = 'problem' in parsed ? [parsed.problem] : checkCondition(parsed.condition, columns);
  const name = String(path.at(-1));
  const problems = found.map(({ at, message }) => problemAt(source, path, 'condition', `${name}: ${message}`, at));
  return { condition: 'problem' in parsed || problems.length > 0 ? null : parsed.condition, problems };
}
