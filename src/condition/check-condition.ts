import type { ColumnOperand, Condition, ConditionProblem, Operand } from '../model/condition.ts';
import { nearest } from '../yaml/nearest.ts';
import type { Column, ColumnType } from './column.ts';
import { findColumn } from './find-column.ts';
import { elementType, pairType, operandType as typeOf } from './pair-type.ts';
import { parseTime } from './parse-time.ts';

/**
 * Every mistake in a condition's meaning: unknown columns (the allowed ones are listed), values a column can never have,
 * and comparisons of things that do not compare. Empty when `compileCondition` may be called.
 */
export function checkCondition(
  condition: Condition,
  columns: ReadonlyMap<string, Column>,
): readonly ConditionProblem[] {
  switch (condition.type) {
    case 'and':
    case 'or':
      return condition.parts.flatMap((part) => checkCondition(part, columns));
    case 'not':
      return checkCondition(condition.part, columns);
    case 'compare':
      return checkCompare(condition, columns);
    case 'any':
      return checkAny(condition, columns);
    case 'in':
      return condition.values.flatMap((value) => checkPair(condition.operand, value, columns)).filter(once());
    case 'between':
      return [
        ...checkPair(condition.operand, condition.low, columns),
        ...checkPair(condition.operand, condition.high, columns),
      ].filter(once());
    case 'like':
      return checkType(condition.operand, columns, 'text', '`like` compares text');
    case 'is':
      return condition.value === null
        ? checkKnown(condition.operand, columns)
        : checkType(condition.operand, columns, 'boolean', '`is true` and `is false` ask a boolean');
    case 'truth':
      return checkType(condition.operand, columns, 'boolean', 'a value standing alone must be a boolean');
  }
}

type Compare = Extract<Condition, { type: 'compare' }>;
type Any = Extract<Condition, { type: 'any' }>;

function checkCompare(condition: Compare, columns: ReadonlyMap<string, Column>): readonly ConditionProblem[] {
  const problems = checkPair(condition.left, condition.right, columns);
  if (
    problems.length > 0 ||
    condition.op === '=' ||
    condition.op === '<>' ||
    pairType(condition.left, condition.right, columns) !== 'boolean'
  )
    return problems;
  return [{ at: condition.at, message: `booleans have no order: \`${condition.op}\` is not possible; write = or <>` }];
}

function checkAny(condition: Any, columns: ReadonlyMap<string, Column>): readonly ConditionProblem[] {
  const unknown = [...checkKnown(condition.left, columns), ...checkKnown(condition.list, columns)];
  if (unknown.length > 0) return unknown;
  const listType = typeOf(condition.list, columns);
  if (listType === 'json') return checkSought(condition, columns);
  if (listType !== 'text[]' && listType !== 'number[]') {
    const lists = [...columns.values()].filter((column) => column.type.endsWith('[]')).map((column) => column.name);
    return [
      {
        at: condition.list.at,
        message: `\`any(…)\` takes a list column (${lists.join(', ') || 'there is none here'}), and ${condition.list.name} is a ${listType}`,
      },
    ];
  }
  const element = elementType(condition.left, condition.list, columns);
  return checkType(condition.left, columns, element, `${condition.list.name} holds ${element}s`);
}

function checkSought({ left, list }: Any, columns: ReadonlyMap<string, Column>): readonly ConditionProblem[] {
  const type = typeOf(left, columns);
  if (type === 'text' || type === 'number' || type === 'json') return [];
  return [
    { at: left.at, message: `a list in ${list.name} holds texts or numbers, and this is ${show(left, columns)}` },
  ];
}

function checkPair(left: Operand, right: Operand, columns: ReadonlyMap<string, Column>): readonly ConditionProblem[] {
  const unknown = [...checkKnown(left, columns), ...checkKnown(right, columns)];
  if (unknown.length > 0) return unknown;
  for (const operand of [left, right]) {
    const type = typeOf(operand, columns);
    if (type === 'null')
      return [{ at: operand.at, message: 'nothing ever equals null; write `is null` or `is not null`' }];
    if (type.endsWith('[]'))
      return [{ at: operand.at, message: `${listName(operand)} is a list; write 'x' = any(${listName(operand)})` }];
  }
  return checkTypes(left, right, columns) ?? [...checkValue(left, right, columns), ...checkValue(right, left, columns)];
}

function checkTypes(
  left: Operand,
  right: Operand,
  columns: ReadonlyMap<string, Column>,
): readonly ConditionProblem[] | null {
  const types = [typeOf(left, columns), typeOf(right, columns)];
  if (types[0] === types[1]) return null;
  if (types.includes('json'))
    return types.includes('time') ? [timeBesideJson(types[0] === 'json' ? left : right)] : null;
  if (types.includes('time')) {
    const other = types[0] === 'time' ? right : left;
    if (typeOf(other, columns) === 'number') return null;
    if (other.type === 'literal' && typeof other.value === 'string' && parseTime(other.value) !== null) return null;
    return [
      {
        at: other.at,
        message: `a time compares with a time column, timestamp '2026-03-01 00:00:00' or milliseconds, not with ${show(other, columns)}`,
      },
    ];
  }
  return [{ at: right.at, message: `${show(left, columns)} does not compare with ${show(right, columns)}` }];
}

function timeBesideJson(operand: Operand): ConditionProblem {
  const name = (operand as ColumnOperand).name;
  return { at: operand.at, message: `${name} is no time; compare it as text: ${name} >= '2026-03-01'` };
}

function checkValue(
  operand: Operand,
  literal: Operand,
  columns: ReadonlyMap<string, Column>,
): readonly ConditionProblem[] {
  if (operand.type !== 'column' || literal.type !== 'literal' || typeof literal.value !== 'string') return [];
  const values = findColumn(columns, operand.name)?.values ?? null;
  if (values === null || values.includes(literal.value)) return [];
  const guess = nearest(literal.value, values);
  return [
    {
      at: literal.at,
      message: `${operand.name} is never '${literal.value}'; it is one of ${values.join(', ')}${guess === null ? '' : `; did you mean '${guess}'?`}`,
    },
  ];
}

function checkType(
  operand: Operand,
  columns: ReadonlyMap<string, Column>,
  wanted: ColumnType,
  why: string,
): readonly ConditionProblem[] {
  const unknown = checkKnown(operand, columns);
  if (unknown.length > 0) return unknown;
  const type = typeOf(operand, columns);
  if (type === wanted || type === 'json') return [];
  return [{ at: operand.at, message: `${why}, and this is ${show(operand, columns)}` }];
}

function checkKnown(operand: Operand, columns: ReadonlyMap<string, Column>): readonly ConditionProblem[] {
  if (operand.type === 'literal' || findColumn(columns, operand.name) !== undefined) return [];
  const names = [...columns.keys()];
  const guess = nearest(operand.name, names);
  const hint = guess === null ? '' : `did you mean ${guess}? `;
  return [
    { at: operand.at, message: `there is no column "${operand.name}"; ${hint}the columns are ${names.join(', ')}` },
  ];
}

/** Only columns are lists. */
function listName(operand: Operand): string {
  return (operand as ColumnOperand).name;
}

function show(operand: Operand, columns: ReadonlyMap<string, Column>): string {
  const type = typeOf(operand, columns);
  if (operand.type === 'column') return `the ${type} column ${operand.name}`;
  return type === 'text' ? `the text '${operand.value}'` : `the ${type} ${operand.value}`;
}

function once(): (problem: ConditionProblem) => boolean {
  const seen = new Set<string>();
  return (problem) => {
    const key = `${problem.at} ${problem.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
