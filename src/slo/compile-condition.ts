import type { SloEvent, SloValue } from '../model/objective.ts';
import type { Column } from './column.ts';
import type { CompareOp, Condition, Operand } from './condition.ts';
import { matchesLike } from './matches-like.ts';
import { parseTime } from './parse-time.ts';

/** SQL's three truth values: null is "unknown". */
type Truth = boolean | null;
type Test = (event: SloEvent) => Truth;
type Read = (event: SloEvent) => SloValue;

/**
 * Makes a function of a checked condition: true only when the condition is TRUE; false and unknown are both false.
 * The condition must have passed `checkCondition` with the same columns.
 */
export function compileCondition(
  condition: Condition,
  columns: ReadonlyMap<string, Column>,
): (event: SloEvent) => boolean {
  const test = compile(condition, columns);
  return (event) => test(event) === true;
}

function compile(condition: Condition, columns: ReadonlyMap<string, Column>): Test {
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
      return contains(reader(condition.left, false), reader(condition.list, false));
    case 'in':
      return negateIf(condition.negated, compileIn(condition.operand, condition.values, columns));
    case 'between': {
      const low = compare('>=', ...readPair(condition.operand, condition.low, columns));
      const high = compare('<=', ...readPair(condition.operand, condition.high, columns));
      return negateIf(condition.negated, all([low, high]));
    }
    case 'like':
      return negateIf(condition.negated, like(reader(condition.operand, false), String(condition.pattern.value)));
    case 'is': {
      const read = reader(condition.operand, false);
      const { value } = condition;
      return negateIf(condition.negated, (event) => read(event) === value);
    }
    case 'truth': {
      const read = reader(condition.operand, false);
      return (event) => read(event) as Truth;
    }
  }
}

function compileIn(operand: Operand, values: readonly Operand[], columns: ReadonlyMap<string, Column>): Test {
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
  switch (op) {
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
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

function readPair(left: Operand, right: Operand, columns: ReadonlyMap<string, Column>): [Read, Read] {
  const withTime = [left, right].some(
    (operand) => operand.type === 'column' && columns.get(operand.name)?.type === 'time',
  );
  return [reader(left, withTime), reader(right, withTime)];
}

/** `asTime`: a text literal beside a time column is a time. A column that the event does not carry reads as null. */
function reader(operand: Operand, asTime: boolean): Read {
  if (operand.type === 'column') {
    const { name } = operand;
    return (event) => event[name] ?? null;
  }
  const { value } = operand;
  const constant = asTime && typeof value === 'string' ? parseTime(value) : value;
  return () => constant;
}
