import { type CallExpression, type Expression, type Node, parseSync } from '@swc/core';
import { sourceFiles } from '../../house/source-files.ts';
import { visitNodes } from './visit-nodes.ts';

/** A statement that a source file builds; `parts`: tables and columns that it names as they stand in its SQL. */
export interface BuiltStatement {
  readonly path: string;
  readonly parts: readonly string[];
}

const runs = new Set(['execute', 'executeTakeFirst', 'executeTakeFirstOrThrow']);
const naming =
  /^(selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|select|returning|where|whereRef|groupBy|orderBy)$/;

/** Every statement of src/store that the builder makes: the chains of calls that end with `execute()` or its like. */
export function builtStatements(): readonly BuiltStatement[] {
  return sourceFiles('src/store', '.ts').flatMap(({ path, text }) => {
    const found: BuiltStatement[] = [];
    visitNodes(parseSync(text, { syntax: 'typescript', target: 'es2022' }), (node) => {
      const [last, ...chain] = callsOf(node);
      if (last === undefined || !runs.has(last.name)) return;
      const parts = chain.filter(({ name }) => naming.test(name)).flatMap(({ given: [first] }) => namesOf(first));
      if (parts.length > 0) found.push({ path, parts: [...new Set(parts)] });
    });
    return found;
  });
}

/** Whether a statement that was sent names all of them. */
export function isBuiltLike(statement: string, { parts }: BuiltStatement): boolean {
  return parts.every((part) => statement.includes(part));
}

interface Call {
  readonly name: string;
  readonly given: readonly Expression[];
}

/** `a.b(x).c(y)` as its calls, the last first; none of another node. */
function callsOf(node: Node): readonly Call[] {
  const calls: Call[] = [];
  let at: Node = node;
  while (at.type === 'CallExpression') {
    const { callee, arguments: given } = at as CallExpression;
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') break;
    calls.push({ name: callee.property.value, given: given.map(({ expression }) => expression) });
    at = callee.object;
  }
  return calls;
}

/** What a first argument names that is a literal or a list of them: `t.host as name` is `"t"."host" as "name"`. */
function namesOf(given: Expression | undefined): readonly string[] {
  if (given?.type === 'ArrayExpression') return given.elements.flatMap((one) => namesOf(one?.expression));
  if (given?.type !== 'StringLiteral' || !/^[a-z_.]+( as \w+)?$/.test(given.value)) return [];
  return [
    given.value
      .split(' as ')
      .map((name) => `"${name.replace('.', '"."')}"`)
      .join(' as '),
  ];
}
