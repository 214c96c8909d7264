import { type CallExpression, type Expression, type Node, parseSync, type TemplateLiteral } from '@swc/core';
import { sourceFiles } from '../../house/source-files.ts';
import { visitNodes } from './visit-nodes.ts';

/** A piece of SQL that stands in a source file; `parts` are what stands between its `${…}`. */
export interface SourceStatement {
  readonly path: string;
  readonly parts: readonly string[];
}

const beginsLikeSql =
  /^\s*\(?(select\b|insert into\b|update\s|delete from\b|with \w+ as\b|vacuum\b|create (table|index|unique|or|function|type)|alter |drop |truncate |lock |listen |notify |copy )/;

/**
 * Every literal of src/ that is given to `run` or begins like SQL: whole statements and parts of them. What src/source asks goes to
 * databases of other people, which have no tables of ours.
 */
export function sourceStatements(): readonly SourceStatement[] {
  const own = sourceFiles('src', '.ts').filter(({ path }) => !path.startsWith('src/source/'));
  return own.flatMap(({ path, text }) => {
    const found = new Map<Node, SourceStatement>();
    visitNodes(parseSync(text, { syntax: 'typescript', target: 'es2022' }), (node) => {
      for (const literal of [node, ...argumentsOfRun(node)]) {
        const parts = partsOf(literal);
        const isSql = literal !== node || beginsLikeSql.test(parts?.[0] ?? '');
        if (parts !== null && isSql) found.set(literal, { path, parts });
      }
    });
    return [...found.values()];
  });
}

/** What a call of `run(db, text, …)` has for its text. */
function argumentsOfRun(node: Node): readonly Node[] {
  if (node.type !== 'CallExpression') return [];
  const { callee, arguments: given } = node as CallExpression;
  const text = given[1]?.expression;
  return callee.type === 'Identifier' && callee.value === 'run' && text !== undefined ? [text] : [];
}

/** Whether a statement that was run can have been made with this piece. */
export function isMadeWith(statement: string, { parts }: SourceStatement): boolean {
  const pattern = parts
    .map((part) =>
      squeeze(part)
        .trim()
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('[\\s\\S]*?');
  return new RegExp(pattern).test(squeeze(statement));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function partsOf(node: Node | Expression): readonly string[] | null {
  if (node.type === 'StringLiteral') return [(node as unknown as { readonly value: string }).value];
  if (node.type !== 'TemplateLiteral') return null;
  return (node as TemplateLiteral).quasis.map(({ cooked, raw }) => cooked ?? raw);
}
