/** The column types that a batch can carry. Array columns travel as text and are cast row by row, because unnest would flatten them. */
export type BatchType =
  | 'int2'
  | 'int4'
  | 'int8'
  | 'float8'
  | 'text'
  | 'bool'
  | 'timestamptz'
  | 'jsonb'
  | 'text[]'
  | 'int4[]';

/** A batch as one statement's input: `from` is a table expression, `select` its columns cast to their types. */
export interface Unnested {
  readonly select: string;
  readonly from: string;
  readonly params: readonly string[];
}

const carrier: Partial<Record<BatchType, BatchType>> = { jsonb: 'text', 'text[]': 'text', 'int4[]': 'text' };

/**
 * Turns rows into `unnest($1::…[], $2::…[], …) as u(a, b, …)`: one statement, one plan and one parameter a column,
 * however many rows. Times are milliseconds and become timestamps; arrays are written as PostgreSQL array literals,
 * which both drivers pass through unchanged.
 */
export function unnest<Row>(
  columns: Readonly<Record<string, BatchType>>,
  rows: readonly Row[],
  firstParam = 1,
): Unnested {
  const names = Object.keys(columns);
  const select = names.map((name) => {
    const type = columns[name] as BatchType;
    return carrier[type] ? `u.${name}::${type} as ${name}` : `u.${name}`;
  });
  const types = names.map(
    (name, index) => `$${firstParam + index}::${carrier[columns[name] as BatchType] ?? columns[name]}[]`,
  );
  const params = names.map((name) =>
    arrayLiteral(rows.map((row) => encode((row as Record<string, unknown>)[name], columns[name] as BatchType))),
  );
  return { select: select.join(', '), from: `unnest(${types.join(', ')}) as u(${names.join(', ')})`, params };
}

/** A PostgreSQL array literal of texts; null stays NULL. */
export function arrayLiteral(values: readonly (string | number | null)[]): string {
  let literal = '{';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (index > 0) literal += ',';
    if (value === null || value === undefined) literal += 'NULL';
    else if (typeof value === 'number') literal += value;
    else literal += quote(value);
  }
  return `${literal}}`;
}

function quote(value: string): string {
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}

/** A value as both databases read it as a parameter of that type. */
export function encode(value: unknown, type: BatchType): string | number | null {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'timestamptz':
      return new Date(value as number).toISOString();
    case 'jsonb':
      return JSON.stringify(value);
    case 'text[]':
    case 'int4[]':
      return arrayLiteral(value as readonly (string | number)[]);
    case 'bool':
      return value ? 't' : 'f';
    default:
      return value as string | number;
  }
}
