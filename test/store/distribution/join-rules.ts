import { type Fields, listOf, nameOf, unwrap } from './parse-tree.ts';
import { allLevels, type Level, readsDistributed } from './query-level.ts';
import type { Schema } from './schema.ts';

const column = 'repository_id';

/** Joins of distributed tables that no equality of their repository_id holds together, directly and not over a third thing. */
export function joinsOffKey(statement: Level, schema: Schema): readonly string[] {
  return allLevels(statement).flatMap((level) => {
    const aliases = level.relations
      .filter(({ table, query }) => (table !== null && schema.distributed.has(table)) || isSpread(query, schema))
      .filter(({ target }) => level.type !== 'InsertStmt' || !target)
      .map(({ alias }) => alias);
    const [first, ...others] = aliases;
    if (first === undefined) return [];
    const together = reachable(first, edgesOf(level, new Set(aliases)));
    return others
      .filter((alias) => !together.has(alias))
      .map((alias) => `${alias} is joined with ${first} without ${column}`);
  });
}

function isSpread(query: Level | null, schema: Schema): boolean {
  return query !== null && readsDistributed(query, schema);
}

type Edge = readonly [string, string];

function edgesOf(level: Level, aliases: ReadonlySet<string>): readonly Edge[] {
  const named = level.using
    .filter(({ column: name }) => name === column)
    .flatMap(({ left, right }) => left.flatMap((one) => right.map((other): Edge => [one, other])));
  const equal = level.conditions.flatMap(conjuncts).flatMap((condition): readonly Edge[] => {
    const ends = equality(condition);
    return ends === null ? [] : [ends];
  });
  return [...named, ...equal].filter((edge) => edge.every((end) => aliases.has(end) || end.startsWith('=')));
}

/** The parts of a condition that all have to hold. */
export function conjuncts(condition: unknown): readonly unknown[] {
  const { type, fields } = unwrap(condition);
  return type === 'BoolExpr' && fields['boolop'] === 'AND_EXPR'
    ? listOf(fields['args']).flatMap(conjuncts)
    : [condition];
}

/** `a.repository_id = b.repository_id`, or `= $1`, which binds all that are equal to it. */
function equality(condition: unknown): Edge | null {
  const { type, fields } = unwrap(condition);
  if (type !== 'A_Expr' || fields['kind'] !== 'AEXPR_OP' || nameOf(fields['name'])[0] !== '=') return null;
  const left = endOf(fields['lexpr']);
  const right = endOf(fields['rexpr']);
  return left === null || right === null ? null : [left, right];
}

function endOf(node: unknown): string | null {
  const { type, fields } = unwrap(node);
  if (type === 'TypeCast') return endOf(fields['arg']);
  if (type === 'ParamRef') return `=$${fields['number']}`;
  if (type === 'A_Const') return `=${(fields['ival'] as Fields | undefined)?.['ival'] ?? '?'}`;
  const [alias, name] = type === 'ColumnRef' ? nameOf(fields['fields']) : [];
  return alias !== undefined && name === column ? alias : null;
}

function reachable(start: string, edges: readonly Edge[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [one, other] of edges) {
      if (found.has(one)) found.add(other);
      if (found.has(other)) found.add(one);
    }
  }
  return found;
}
