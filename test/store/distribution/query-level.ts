import { type Fields, listOf, nameOf, unwrap, walk } from './parse-tree.ts';
import type { Schema } from './schema.ts';

/** How a query stands in the one around it. */
export type Place = 'top' | 'branch' | 'with' | 'from' | 'lateral' | 'expression' | 'source';

/** Something in a query's FROM, or what it changes. */
export interface Relation {
  readonly alias: string;
  /** null: a function, a subquery or a WITH query. */
  readonly table: string | null;
  /** Of a subquery. */
  readonly query: Level | null;
  /** It is what the statement inserts into, changes or deletes from. */
  readonly target: boolean;
}

/** One query of a statement: what it reads, its own expressions, and the queries in it. */
export interface Level {
  readonly type: string;
  readonly fields: Fields;
  readonly place: Place;
  readonly relations: Relation[];
  /** Everything of its own but for the queries in it. */
  readonly expressions: unknown[];
  /** Conditions that all have to hold for a row: WHERE and the joins' ON. */
  readonly conditions: unknown[];
  /** Columns named in USING, with the aliases on either side. */
  readonly using: { readonly column: string; readonly left: readonly string[]; readonly right: readonly string[] }[];
  readonly children: Level[];
}

const reading = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Takes a statement apart into its queries; null when it is none (CREATE, VACUUM, BEGIN …). */
export function readLevels(type: string, fields: Fields): Level | null {
  return reading.has(type) ? readLevel(type, fields, 'top', new Set()) : null;
}

/** A query and all in it, outermost first. */
export function allLevels(level: Level): readonly Level[] {
  return [level, ...level.children.flatMap(allLevels)];
}

/** The tables that a query and those in it name. */
export function tablesOf(level: Level): readonly string[] {
  return allLevels(level).flatMap(({ relations }) => relations.flatMap(({ table }) => table ?? []));
}

export function readsDistributed(level: Level, schema: Schema): boolean {
  return tablesOf(level).some((table) => schema.distributed.has(table));
}

function readLevel(type: string, fields: Fields, place: Place, outerNames: ReadonlySet<string>): Level {
  const level: Level = {
    type,
    fields,
    place,
    relations: [],
    expressions: [],
    conditions: [],
    using: [],
    children: [],
  };
  const names = readWith(level, fields, outerNames);
  if (fields['relation'] !== undefined) addRelation(level, fields['relation'] as Fields, names, true);
  for (const side of ['larg', 'rarg']) {
    if (type === 'SelectStmt' && fields[side] !== undefined)
      level.children.push(readLevel('SelectStmt', fields[side] as Fields, 'branch', names));
  }
  for (const item of [...listOf(fields['fromClause']), ...listOf(fields['usingClause'])]) readFrom(level, item, names);
  if (fields['selectStmt'] !== undefined) {
    const source = unwrap(fields['selectStmt']);
    level.children.push(readLevel(source.type, source.fields, 'source', names));
  }
  if (fields['whereClause'] !== undefined) level.conditions.push(fields['whereClause']);
  const apart = new Set(['withClause', 'relation', 'larg', 'rarg', 'fromClause', 'usingClause', 'selectStmt']);
  for (const [name, value] of Object.entries(fields)) if (!apart.has(name)) readExpression(level, value, names);
  return level;
}

/** Adds the WITH queries; returns the names that are none of a table from here on. */
function readWith(level: Level, fields: Fields, outer: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(outer);
  for (const item of listOf((fields['withClause'] as Fields | undefined)?.['ctes'])) {
    const { fields: cte } = unwrap(item);
    const query = unwrap(cte['ctequery']);
    names.add(cte['ctename'] as string);
    level.children.push(readLevel(query.type, query.fields, 'with', names));
  }
  return names;
}

function addRelation(level: Level, relation: Fields, names: ReadonlySet<string>, target: boolean): string {
  const name = relation['relname'] as string;
  const alias = ((relation['alias'] as Fields | undefined)?.['aliasname'] as string | undefined) ?? name;
  level.relations.push({ alias, table: names.has(name) && !target ? null : name, query: null, target });
  return alias;
}

/** Reads an item of FROM; returns the aliases that it brings. */
function readFrom(level: Level, item: unknown, names: ReadonlySet<string>): readonly string[] {
  const { type, fields } = unwrap(item);
  const alias = ((fields['alias'] as Fields | undefined)?.['aliasname'] as string | undefined) ?? '';
  switch (type) {
    case 'RangeVar':
      return [addRelation(level, fields, names, false)];
    case 'JoinExpr': {
      const left = readFrom(level, fields['larg'], names);
      const right = readFrom(level, fields['rarg'], names);
      for (const column of nameOf(fields['usingClause'])) level.using.push({ column, left, right });
      if (fields['quals'] !== undefined) {
        level.conditions.push(fields['quals']);
        readExpression(level, fields['quals'], names);
      }
      return [...left, ...right];
    }
    case 'RangeSubselect': {
      const inner = unwrap(fields['subquery']);
      const query = readLevel(inner.type, inner.fields, fields['lateral'] === true ? 'lateral' : 'from', names);
      level.children.push(query);
      level.relations.push({ alias, table: null, query, target: false });
      return [alias];
    }
    default:
      readExpression(level, fields, names);
      level.relations.push({ alias, table: null, query: null, target: false });
      return [alias];
  }
}

/** Keeps an expression as the level's own, and the queries in it as its children. */
function readExpression(level: Level, value: unknown, names: ReadonlySet<string>): void {
  level.expressions.push(value);
  walk(value, (type, fields) => {
    if (type !== 'SubLink') return undefined;
    const inner = unwrap(fields['subselect']);
    level.children.push(readLevel(inner.type, inner.fields, 'expression', names));
    return false;
  });
}
