import { nameOf, walk } from './parse-tree.ts';
import { allLevels, type Level, readsDistributed } from './query-level.ts';
import type { Schema } from './schema.ts';

/** Queries over distributed tables that depend on a row of the query around them. */
export function dependentQueries(statement: Level, schema: Schema): readonly string[] {
  return below(statement, []).flatMap(({ level, outer }) => {
    if (!readsDistributed(level, schema)) return [];
    if (level.place === 'lateral') return ['a lateral subquery over a distributed table'];
    const [reference] = level.place === 'expression' ? outerReferences(level, outer, schema) : [];
    return reference === undefined ? [] : [`a subquery over a distributed table that depends on ${reference} outside`];
  });
}

/** Every query below with those around it, the nearest first. */
function below(
  level: Level,
  outer: readonly Level[],
): readonly { readonly level: Level; readonly outer: readonly Level[] }[] {
  const around = [level, ...outer];
  return level.children.flatMap((child) => [{ level: child, outer: around }, ...below(child, around)]);
}

function outerReferences(level: Level, outer: readonly Level[], schema: Schema): readonly string[] {
  return allLevelsWithin(level).flatMap(({ own, within }) => {
    const references: string[] = [];
    for (const expression of own.expressions) {
      walk(expression, (type, fields) => {
        if (type === 'SubLink') return false;
        if (type === 'ColumnRef') {
          const name = nameOf(fields['fields']);
          if (!isOf(name, within, schema) && isOf(name, outer, schema)) references.push(name.join('.'));
        }
        return undefined;
      });
    }
    return references;
  });
}

/** The query and those in it, each with the ones down to it. */
function allLevelsWithin(
  level: Level,
  around: readonly Level[] = [],
): readonly { readonly own: Level; readonly within: readonly Level[] }[] {
  const within = [level, ...around];
  return [{ own: level, within }, ...level.children.flatMap((child) => allLevelsWithin(child, within))];
}

/** Whether a column's name, with its alias or bare, can be one of these queries' own. */
function isOf(name: readonly string[], levels: readonly Level[], schema: Schema): boolean {
  const relations = levels.flatMap((level) => level.relations);
  const [alias, column] = name.length > 1 ? name : [null, name[0]];
  if (alias !== null) return relations.some((relation) => relation.alias === alias);
  return relations.some(({ alias: one, table }) => {
    // A function's only column bears its name; of a subquery or a WITH query anything may come.
    const columns = table === null ? null : schema.columns.get(table);
    return columns?.has(column as string) ?? (one !== '' || table === null);
  });
}

/** Data-modifying WITH queries of a statement that names a distributed table. */
export function modifyingQueries(statement: Level, schema: Schema): readonly string[] {
  if (!readsDistributed(statement, schema)) return [];
  return allLevels(statement)
    .filter(({ place, type }) => place === 'with' && type !== 'SelectStmt')
    .map(({ relations }) => `${relations.find(({ target }) => target)?.alias} is written in a WITH query`);
}
