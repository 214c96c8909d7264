import { type Fields, listOf, nameOf, unwrap, walk } from './parse-tree.ts';
import { allLevels, type Level, readsDistributed, tablesOf } from './query-level.ts';
import type { Schema } from './schema.ts';

/** Functions that give the same for the same, whenever and wherever they are called. */
const constant = new Set(['lower', 'upper', 'abs', 'left', 'right', 'md5', 'length', 'concat_ws']);

/** What DO UPDATE computes from anything but parameters, the row that is there and the one that was to be inserted. */
export function inconstantUpdates(statement: Level): readonly string[] {
  return allLevels(statement).flatMap(({ fields }) => {
    const found: string[] = [];
    walk(conflictOf(fields), (type, own) => {
      if (type === 'SubLink') found.push('a subquery in DO UPDATE');
      if (type === 'SQLValueFunction') found.push(`${own['op']} in DO UPDATE`);
      const name = type === 'FuncCall' ? (nameOf(own['funcname']).at(-1) ?? '') : '';
      if (name !== '' && !constant.has(name)) found.push(`${name}() in DO UPDATE`);
      return undefined;
    });
    return found;
  });
}

/** Updates of the column by which rows are spread. */
export function keyUpdates(statement: Level, schema: Schema): readonly string[] {
  return allLevels(statement).flatMap(({ type, fields, relations }) => {
    const table = relations.find(({ target }) => target)?.table ?? '';
    if (!schema.distributed.has(table)) return [];
    const changed = type === 'UpdateStmt' ? fields['targetList'] : conflictOf(fields)?.['targetList'];
    const names = listOf(changed).map((target) => unwrap(target).fields['name']);
    return names.includes('repository_id') ? [`repository_id of ${table} is changed`] : [];
  });
}

/** Row locks that skip what is locked, over distributed tables. */
export function skippingLocks(statement: Level, schema: Schema): readonly string[] {
  return allLevels(statement)
    .filter((level) => readsDistributed(level, schema))
    .filter(({ fields }) =>
      listOf(fields['lockingClause']).some((clause) => unwrap(clause).fields['waitPolicy'] === 'LockWaitSkip'),
    )
    .map(() => 'FOR UPDATE SKIP LOCKED');
}

/** Advisory locks in a statement that a worker may run: they would be that worker's and not the coordinator's. */
export function locksElsewhere(statement: Level, schema: Schema): readonly string[] {
  const found: string[] = [];
  if (!readsDistributed(statement, schema)) return found;
  walk(statement.fields, (type, fields) => {
    const name = type === 'FuncCall' ? (nameOf(fields['funcname']).at(-1) ?? '') : '';
    if (name.includes('advisory')) found.push(`${name} beside a distributed table`);
    return undefined;
  });
  return found;
}

/** Statements over local and distributed tables at once; only to insert into a local one what distributed ones hold is fine. */
export function mixedTables(statement: Level, schema: Schema): readonly string[] {
  const target =
    statement.type === 'InsertStmt' ? statement.relations.find((relation) => relation.target)?.table : null;
  const read = statement.type === 'InsertStmt' ? statement.children.flatMap(tablesOf) : tablesOf(statement);
  const local = read.find((table) => schema.local.has(table));
  const spread = read.find((table) => schema.distributed.has(table));
  const pairs = [
    [local, spread],
    [local, schema.distributed.has(target ?? '') ? target : undefined],
  ];
  return pairs.flatMap(([one, other]) =>
    one != null && other != null ? [`${one} and ${other} in one statement`] : [],
  );
}

/** Inserts into a distributed table whose rows come from neither VALUES nor a distributed table: the coordinator copies them twice. */
export function unroutedInserts(statement: Level, schema: Schema): readonly string[] {
  return allLevels(statement).flatMap(({ type, relations, children }) => {
    const table = relations.find(({ target }) => target)?.table ?? '';
    if (type !== 'InsertStmt' || !schema.distributed.has(table)) return [];
    const source = children.find(({ place }) => place === 'source');
    if (source === undefined || source.fields['valuesLists'] !== undefined || readsDistributed(source, schema))
      return [];
    return [`${table} is filled from a function's rows`];
  });
}

function conflictOf(fields: Fields): Fields | undefined {
  return fields['onConflictClause'] as Fields | undefined;
}
