import type { Operand } from '../model/condition.ts';
import type { ColumnType } from './column.ts';
import { findColumn } from './find-column.ts';

/** What an operand is by itself. A condition that names no known column has been refused before. */
export function operandType(
  operand: Operand,
  columns: ReadonlyMap<string, { readonly type: ColumnType }>,
): ColumnType | 'null' {
  if (operand.type === 'literal') return operand.kind;
  return (findColumn(columns, operand.name) as { readonly type: ColumnType }).type;
}

/**
 * As what two operands are compared: as times where one is a time, else as what the one is that is no JSON. Two JSON values are compared as
 * texts.
 */
export function pairType(
  left: Operand,
  right: Operand,
  columns: ReadonlyMap<string, { readonly type: ColumnType }>,
): ColumnType {
  const types = [operandType(left, columns), operandType(right, columns)];
  if (types.includes('time')) return 'time';
  return types.find((type): type is ColumnType => type !== 'json' && type !== 'null') ?? 'text';
}

/** As what a value is looked for in a list: as what the list holds; in a list out of JSON, as what the value is (text when that is JSON too). */
export function elementType(
  left: Operand,
  list: Operand,
  columns: ReadonlyMap<string, { readonly type: ColumnType }>,
): ColumnType {
  switch (operandType(list, columns)) {
    case 'text[]':
      return 'text';
    case 'number[]':
      return 'number';
    default:
      return pairType(left, list, columns);
  }
}
