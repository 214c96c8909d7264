import type { ColumnOperand, CompareOp, Condition, Operand } from '../model/condition.ts';
import type { ColumnType } from './column.ts';
import { findColumn } from './find-column.ts';
import { jsonPath } from './json-at.ts';
import { sqlLikePattern } from './like-parts.ts';
import { elementType, pairType } from './pair-type.ts';
import { parseTime } from './parse-time.ts';

/**
 * A column as SQL sees it: an expression of type text, float8 (numbers, and times in milliseconds), boolean, text[], float8[] or jsonb.
 * The expression is the program's own; nothing that a user wrote may be in it.
 */
export interface SqlColumn {
  readonly type: ColumnType;
  readonly sql: string;
}

/** A piece of SQL with the values of its numbered places. */
export interface SqlText {
  readonly text: string;
  readonly params: readonly SqlParam[];
}
export type SqlParam = string | number | boolean | null;

/**
 * Makes a boolean expression of PostgreSQL of a checked condition. For every event it is true, false or null exactly when the condition is
 * true, false or unknown, so `(…) is true` says what `compileCondition` says. Values and paths are parameters, columns come from the
 * map alone; so the text holds nothing that a user wrote. Texts are ordered by code point, numbers compared as doubles.
 *
 * @param firstParam the number of the first place that is free: 1 gives `$1`, `$2`, …
 */
export function conditionSql(condition: Condition, columns: ReadonlyMap<string, SqlColumn>, firstParam = 1): SqlText {
  const params: SqlParam[] = [];
  const text = write(condition, { columns, bind: (value) => `$${firstParam - 1 + params.push(value)}` });
  return { text, params };
}

interface Writer {
  readonly columns: ReadonlyMap<string, SqlColumn>;
  /** Takes a value and gives the place where it stands. */
  readonly bind: (value: SqlParam) => string;
}

function write(condition: Condition, writer: Writer): string {
  switch (condition.type) {
    case 'and':
    case 'or':
      return `(${condition.parts.map((part) => write(part, writer)).join(` ${condition.type} `)})`;
    case 'not':
      return not(write(condition.part, writer));
    case 'compare':
      return compare(condition.op, condition.left, condition.right, writer);
    case 'any':
      return contains(condition.left, condition.list, writer);
    case 'in': {
      const { operand, values } = condition;
      return negateIf(
        condition.negated,
        `(${values.map((value) => compare('=', operand, value, writer)).join(' or ')})`,
      );
    }
    case 'between': {
      const low = compare('>=', condition.operand, condition.low, writer);
      const high = compare('<=', condition.operand, condition.high, writer);
      return negateIf(condition.negated, `(${low} and ${high})`);
    }
    case 'like': {
      const value = read(condition.operand, 'text', writer);
      const pattern = writer.bind(sqlLikePattern(String(condition.pattern.value)));
      return negateIf(condition.negated, `(${value} like ${pattern}::text)`);
    }
    case 'is':
      return negateIf(condition.negated, is(condition.operand, condition.value, writer));
    case 'truth':
      return read(condition.operand, 'boolean', writer);
  }
}

function not(text: string): string {
  return `(not ${text})`;
}

function negateIf(negated: boolean, text: string): string {
  return negated ? not(text) : text;
}

function compare(op: CompareOp, left: Operand, right: Operand, writer: Writer): string {
  const type = pairType(left, right, writer.columns);
  const order = type === 'text' ? ' collate "C"' : '';
  return `(${read(left, type, writer)}${order} ${op} ${read(right, type, writer)})`;
}

function contains(left: Operand, list: Operand, writer: Writer): string {
  const element = elementType(left, list, writer.columns);
  const value = read(left, element, writer);
  const values = read(list, 'text[]', writer);
  // PostgreSQL finds null not in an empty list, and here what is unknown stays unknown.
  if (findColumn(writer.columns, nameOf(list))?.type !== 'json')
    return `(case when ${value} is not null then ${value} = any(${values}) end)`;
  return `(case when ${value} is not null and jsonb_typeof(${values}) = 'array' then ${values} @> jsonb_build_array(${value}) end)`;
}

function is(operand: Operand, value: boolean | null, writer: Writer): string {
  if (value !== null) return `(${read(operand, 'boolean', writer)} is ${value})`;
  const found = read(operand, 'json', writer);
  const isJson = operand.type === 'column' && findColumn(writer.columns, operand.name)?.type === 'json';
  return isJson ? `(coalesce(jsonb_typeof(${found}), 'null') = 'null')` : `(${found} is null)`;
}

/** Lists are columns, the parser has seen to it. */
function nameOf(operand: Operand): string {
  return (operand as ColumnOperand).name;
}

/** An operand as an expression of the type: a text literal beside a time is a time, and JSON of another type is null. */
function read(operand: Operand, type: ColumnType, writer: Writer): string {
  if (operand.type === 'literal') {
    const { value } = operand;
    const constant = type === 'time' && typeof value === 'string' ? parseTime(value) : value;
    return `${writer.bind(constant)}::${literalType[typeof constant as keyof typeof literalType] ?? 'text'}`;
  }
  const { sql, type: own } = findColumn(writer.columns, operand.name) as SqlColumn;
  return own === 'json' ? readJson(`(${sql} #> ${writer.bind(pathLiteral(operand.name))}::text[])`, type) : sql;
}

const literalType = { string: 'text', number: 'float8', boolean: 'boolean' } as const;

/** The path as PostgreSQL's text of an array. */
function pathLiteral(name: string): string {
  return `{${jsonPath(name)
    .map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`)
    .join(',')}}`;
}

function readJson(found: string, type: ColumnType): string {
  switch (type) {
    case 'text':
      return `(case when jsonb_typeof(${found}) = 'string' then ${found} #>> '{}' end)`;
    case 'number':
      return `(case when jsonb_typeof(${found}) = 'number' then (${found} #>> '{}')::float8 end)`;
    case 'boolean':
      return `(case when jsonb_typeof(${found}) = 'boolean' then (${found} #>> '{}')::boolean end)`;
    default:
      return found;
  }
}
