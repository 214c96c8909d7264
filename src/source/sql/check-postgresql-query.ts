import { loadModule, parseSync } from 'libpg-query';
import { allowedFunctions } from './allowed-functions.ts';

/** Longer texts are no query that a person wrote. */
const mostCharacters = 20_000;
const mostDepth = 100;
const closedSchemas = new Set(['information_schema', 'pg_catalog', 'pg_toast']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a raw PostgreSQL query, in words; null when it is one SELECT that only reads tables and views and computes.
 * PostgreSQL's own parser reads it, so comments, encodings and quotes hide nothing.
 */
export async function checkPostgresqlQuery(text: string): Promise<string | null> {
  if (text.length > mostCharacters) return `is longer than ${mostCharacters} characters`;
  await loadModule();
  let statements: readonly { readonly stmt?: unknown }[];
  try {
    statements = parseSync(text).stmts ?? [];
  } catch (error) {
    return `is no SQL that PostgreSQL understands: ${(error as Error).message}`;
  }
  const [first] = statements;
  if (first === undefined || statements.length > 1) return `must be one statement, found ${statements.length}`;
  const [type = ''] = Object.keys((first.stmt ?? {}) as object);
  if (type !== 'SelectStmt') return `must be a SELECT, found ${nameOfStatement(type)}`;
  return problemIn(first.stmt, 0);
}

function problemIn(value: unknown, depth: number): string | null {
  if (depth > mostDepth * 4) return `has expressions inside one another more than ${mostDepth} deep`;
  if (Array.isArray(value)) return firstOf(value.map((item) => () => problemIn(item, depth + 1)));
  if (typeof value !== 'object' || value === null) return null;
  return firstOf(
    Object.entries(value).map(([key, child]) => () => {
      const own = /^[A-Z]/.test(key) ? problemOfNode(key, (child ?? {}) as Fields) : problemOfField(key, child);
      return own ?? problemIn(child, depth + 1);
    }),
  );
}

function firstOf(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}

/** The parser names no kind for the parts of a union and for what has only one kind, so these are known by their field. */
function problemOfField(name: string, value: unknown): string | null {
  switch (name) {
    case 'lockingClause':
      return 'must lock nothing; leave FOR UPDATE and FOR SHARE out';
    case 'intoClause':
      return 'must make no table; leave INTO out';
    case 'recursive':
      return value === true ? 'must not be recursive' : null;
    default:
      return null;
  }
}

function problemOfNode(type: string, fields: Fields): string | null {
  if (type.endsWith('Stmt') && type !== 'SelectStmt') return `must only read, found ${nameOfStatement(type)}`;
  switch (type) {
    case 'FuncCall':
      return problemOfFunction(namesOf(fields['funcname']));
    case 'RangeVar':
      return problemOfTable(fields);
    case 'TypeCast':
      return problemOfType(namesOf((fields['typeName'] as Fields | undefined)?.['names']));
    case 'SQLValueFunction':
      return String(fields['op']).includes('CURRENT_T') ||
        String(fields['op']).includes('CURRENT_DATE') ||
        String(fields['op']).includes('LOCALTIME')
        ? null
        : 'must not ask who or where it is';
    case 'XmlExpr':
    case 'XmlSerialize':
      return 'must not use XML';
    case 'ParamRef':
      return fields['number'] === 1 || fields['number'] === 2 ? null : 'may use $1 and $2 only, the bounds of the time';
    default:
      return null;
  }
}

function problemOfFunction(names: readonly string[]): string | null {
  const [name = '', schema] = [...names].reverse();
  const isOwn = schema === undefined || schema === 'pg_catalog';
  if (names.length <= 2 && isOwn && allowedFunctions.postgresql.has(name)) return null;
  return `must not call ${names.join('.')}; make a view of what needs it`;
}

function problemOfTable(fields: Fields): string | null {
  const [schema, table] = [fields['schemaname'], fields['relname']].map((part) => String(part ?? ''));
  if (fields['catalogname'] !== undefined) return 'must not name another database';
  if (closedSchemas.has(schema ?? '') || schema?.startsWith('pg_') || table?.startsWith('pg_'))
    return `must not read ${[schema, table].filter(Boolean).join('.')}, which belongs to the server`;
  return null;
}

/** `'…'::regclass` and its like read catalogues. */
function problemOfType(names: readonly string[]): string | null {
  const name = names.at(-1) ?? '';
  return /^reg/.test(name) || name === 'xml' ? `must not cast to ${name}` : null;
}

function namesOf(list: unknown): readonly string[] {
  return (Array.isArray(list) ? list : []).flatMap((part: { readonly String?: { readonly sval?: string } }) =>
    part.String?.sval === undefined ? [] : [part.String.sval],
  );
}

function nameOfStatement(type: string): string {
  return type === '' ? 'nothing' : type.replace(/Stmt$/, '').toUpperCase();
}
