import { loadModule, parseSync } from 'libpg-query';

/** A node's fields, as PostgreSQL's own parser names them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A statement of a text: the parser's name for its kind, and its fields. */
export interface ParsedStatement {
  readonly type: string;
  readonly fields: Fields;
}

await loadModule();

/** Every statement of a text, which may hold `$n`. Throws the parser's error when it is not SQL. */
export function parse(sql: string): readonly ParsedStatement[] {
  return (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [unwrap(stmt)]));
}

/** `{ SelectStmt: {…} }` → its name and its fields. */
export function unwrap(node: unknown): ParsedStatement {
  const [type = '', fields = {}] = Object.entries(node as object)[0] ?? [];
  return { type, fields: fields as Fields };
}

/** The nodes of a list field; none when it is left out. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Visits every node below `value`, itself included; what `visit` answers `false` for is not gone into. */
export function walk(value: unknown, visit: (type: string, fields: Fields) => boolean | undefined): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const isNode = /^[A-Z]/.test(key) && typeof child === 'object' && child !== null;
    if (isNode && visit(key, child as Fields) === false) continue;
    walk(child, visit);
  }
}

/** The parts of a dotted name: `['d', 'lane']`; `*` is left out. */
export function nameOf(fields: unknown): readonly string[] {
  return listOf(fields).flatMap((part) => {
    const { type, fields: own } = unwrap(part);
    return type === 'String' ? [own['sval'] as string] : [];
  });
}
