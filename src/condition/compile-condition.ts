import type { CompareOp, Condition, Operand } from '../model/condition.ts';
import type { SloEvent, SloValue } from '../model/objective.ts';
import type { Column, ColumnType } from './column.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { findColumn } from './find-column.ts';
import { jsonAs } from './json-as.ts';
import { jsonAt, jsonPath } from './json-at.ts';
import { matchesLike } from './matches-like.ts';
import { elementType, pairType } from './pair-type.ts';
import { parseTime } from './parse-time.ts';

/** SQL's three truth values: null is "unknown". */
type Truth = boolean | null;
type Test = (event: SloEvent) => Truth;
type Read = (event: SloEvent) => SloValue;
type Columns = ReadonlyMap<string, Column>;

/**
 * Makes a function of a checked condition: true only when the condition is TRUE; false and unknown are both false.
 * The condition must have passed `checkCondition` with the same columns.
 */
export function compileCondition(condition: Condition, columns: Columns): (event: SloEvent) => boolean {
  const test = compile(condition, columns);
  return (event) => test(event) === true;
}

function compile(condition: Condition, columns: Columns): Test {
  switch (condition.type) {
    case 'and':
      return all(condition.parts.map((part) => compile(part, columns)));
    case 'or': {
      const none = all(condition.parts.map((part) => not(compile(part, columns))));
      return not(none);
    }
    case 'not':
      return not(compile(condition.part, columns));
    case 'compare':
      return compare(condition.op, ...readPair(condition.left, condition.right, columns));
    case 'any':
      return contains(
        reader(condition.left, elementType(condition.left, condition.list, columns), columns),
        reader(condition.list, 'text[]', columns),
      );
    case 'in':
      return negateIf(condition.negated, compileIn(condition.operand, condition.values, columns));
    case 'between': {
      const low = compare('>=', ...readPair(condition.operand, condition.low, columns));
      const high = compare('<=', ...readPair(condition.operand, condition.high, columns));
      return negateIf(condition.negated, all([low, high]));
    }
    case 'like':
      return negateIf(
        condition.negated,
        like(reader(condition.operand, 'text', columns), String(condition.pattern.value)),
      );
    case 'is': {
      const { value } = condition;
      const read = reader(condition.operand, value === null ? 'json' : 'boolean', columns);
      return negateIf(condition.negated, (event) => read(event) === value);
    }
    case 'truth': {
      const read = reader(condition.operand, 'boolean', columns);
      return (event) => read(event) as Truth;
    }
  }
}

function compileIn(operand: Operand, values: readonly Operand[], columns: Columns): Test {
  const none = all(values.map((value) => not(compare('=', ...readPair(operand, value, columns)))));
  return not(none);
}

function all(tests: readonly Test[]): Test {
  return (event) => {
    let result: Truth = true;
    for (const test of tests) {
      const truth = test(event);
      if (truth === false) return false;
      if (truth === null) result = null;
    }
    return result;
  };
}

function not(test: Test): Test {
  return (event) => {
    const truth = test(event);
    return truth === null ? null : !truth;
  };
}

function negateIf(negated: boolean, test: Test): Test {
  return negated ? not(test) : test;
}

function compare(op: CompareOp, readLeft: Read, readRight: Read): Test {
  return (event) => {
    const left = readLeft(event);
    const right = readRight(event);
    if (left === null || right === null) return null;
    return holds(op, left, right);
  };
}

function holds(op: CompareOp, left: Exclude<SloValue, null>, right: Exclude<SloValue, null>): boolean {
  if (op === '=') return left === right;
  if (op === '<>') return left !== right;
  const order =
    typeof left === 'string' && typeof right === 'string'
      ? compareCodePoints(left, right)
      : Number(left) - Number(right);
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function contains(readValue: Read, readList: Read): Test {
  return (event) => {
    const value = readValue(event);
    const list = readList(event);
    if (value === null || list === null) return null;
    return (list as readonly SloValue[]).includes(value);
  };
}

function like(read: Read, pattern: string): Test {
  return (event) => {
    const value = read(event);
    return value === null ? null : matchesLike(String(value), pattern);
  };
}

function readPair(left: Operand, right: Operand, columns: Columns): [Read, Read] {
  const type = pairType(left, right, columns);
  return [reader(left, type, columns), reader(right, type, columns)];
}

/**
 * Reads an operand as a value of that type: a text literal beside a time is a time, and JSON is of any type. A column that the event does
 * not carry reads as null.
 */
function reader(operand: Operand, type: ColumnType, columns: Columns): Read {
  if (operand.type === 'column') {
    const { name } = operand;
    if (findColumn(columns, name)?.type !== 'json') return (event) => event[name] ?? null;
    const [root = name] = name.split('.', 1);
    const path = jsonPath(name);
    return (event) => jsonAs(jsonAt(event[root], path), type);
  }
  const { value } = operand;
  const constant = type === 'time' && typeof value === 'string' ? parseTime(value) : value;
  return () => constant;
}
