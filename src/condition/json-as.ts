import type { ColumnType } from './column.ts';

/**
 * A JSON value where a value of that type is expected: null when it is of another type, so that a text never equals a number. A list of any
 * kind stays whole. There is no time in JSON; a time is text there.
 */
export function jsonAs(value: unknown, type: ColumnType): string | number | boolean | readonly string[] | null {
  if (type === 'text[]' || type === 'number[]') return Array.isArray(value) ? value : null;
  if (type === 'json') return value as string | null;
  return typeof value === javaScriptType[type] ? (value as string) : null;
}

const javaScriptType = { text: 'string', number: 'number', boolean: 'boolean', time: '' } as const;
