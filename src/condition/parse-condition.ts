import type {
  ColumnOperand,
  CompareOp,
  Condition,
  ConditionProblem,
  LiteralOperand,
  Operand,
} from '../model/condition.ts';
import { compareOps } from '../model/condition.ts';
import { parseTime } from './parse-time.ts';
import type { Token } from './tokenize-condition.ts';
import { tokenizeCondition } from './tokenize-condition.ts';

/** Longest condition, in characters, and deepest nesting: far above any real condition, and small enough to be read in no time. */
const maxLength = 10_000;
const maxDepth = 50;
const keywords = new Set([
  'and',
  'or',
  'not',
  'in',
  'between',
  'like',
  'is',
  'null',
  'true',
  'false',
  'any',
  'timestamp',
]);

/**
 * Reads a condition. Precedence as in SQL: `not` before `and` before `or`. The first mistake is returned with its offset;
 * whether columns exist and types fit is checked by `checkCondition`.
 */
export function parseCondition(
  text: string,
): { readonly condition: Condition } | { readonly problem: ConditionProblem } {
  if (text.length > maxLength)
    return {
      problem: { at: 0, message: `a condition has at most ${maxLength} characters, this one has ${text.length}` },
    };
  const cut = tokenizeCondition(text);
  if ('problem' in cut) return cut;
  const cursor: Cursor = { tokens: cut.tokens, index: 0, depth: 0 };
  try {
    const condition = readOr(cursor);
    if (peek(cursor).type !== 'end') throw unexpected(cursor, '`and`, `or` or the end of the condition');
    return { condition };
  } catch (error) {
    /* v8 ignore if -- @preserve: nothing else is thrown */
    if (!(error instanceof Unexpected)) throw error;
    return { problem: error.problem };
  }
}

interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
}

class Unexpected extends Error {
  readonly problem: ConditionProblem;
  constructor(problem: ConditionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function readOr(cursor: Cursor): Condition {
  return readSequence(cursor, 'or', () => readSequence(cursor, 'and', () => readNot(cursor)));
}

function readSequence(cursor: Cursor, word: 'and' | 'or', readPart: () => Condition): Condition {
  const first = readPart();
  const parts = [first];
  while (takeWord(cursor, word)) parts.push(readPart());
  return parts.length === 1 ? first : { type: word, parts };
}

function readNot(cursor: Cursor): Condition {
  const token = peek(cursor);
  if (takeWord(cursor, 'not')) return deeper(cursor, token, () => ({ type: 'not', part: readNot(cursor) }));
  if (!takeSymbol(cursor, '(')) return readPredicate(cursor);
  return deeper(cursor, token, () => {
    const inner = readOr(cursor);
    expectSymbol(cursor, ')');
    return inner;
  });
}

function deeper(cursor: Cursor, token: Token, read: () => Condition): Condition {
  cursor.depth += 1;
  if (cursor.depth > maxDepth)
    throw new Unexpected({ at: token.at, message: `nested more than ${maxDepth} deep; write it flatter` });
  const condition = read();
  cursor.depth -= 1;
  return condition;
}

function readPredicate(cursor: Cursor): Condition {
  const operand = readOperand(cursor);
  const negated = takeWord(cursor, 'not');
  if (takeWord(cursor, 'in')) return { type: 'in', negated, operand, values: readList(cursor) };
  if (takeWord(cursor, 'between')) return readBetween(cursor, negated, operand);
  if (takeWord(cursor, 'like')) return { type: 'like', negated, operand, pattern: readLiteral(cursor, 'text') };
  if (negated) throw unexpected(cursor, '`in`, `between` or `like` after `not`');
  if (takeWord(cursor, 'is')) return readIs(cursor, operand);
  return readComparison(cursor, operand);
}

function readBetween(cursor: Cursor, negated: boolean, operand: Operand): Condition {
  const low = readOperand(cursor);
  if (!takeWord(cursor, 'and')) throw unexpected(cursor, '`and` and the upper bound of `between`');
  return { type: 'between', negated, operand, low, high: readOperand(cursor) };
}

function readIs(cursor: Cursor, operand: Operand): Condition {
  const negated = takeWord(cursor, 'not');
  if (takeWord(cursor, 'null')) return { type: 'is', negated, operand, value: null };
  if (takeWord(cursor, 'true')) return { type: 'is', negated, operand, value: true };
  if (takeWord(cursor, 'false')) return { type: 'is', negated, operand, value: false };
  throw unexpected(cursor, '`null`, `true` or `false` after `is`');
}

function readComparison(cursor: Cursor, left: Operand): Condition {
  const token = peek(cursor);
  const spelled = token.value === '!=' ? '<>' : token.value;
  const op = token.type === 'symbol' ? compareOps.find((known) => known === spelled) : undefined;
  if (op === undefined) return { type: 'truth', operand: left };
  cursor.index += 1;
  if (takeWord(cursor, 'any')) return readAny(cursor, left, op, token.at);
  return { type: 'compare', op, left, right: readOperand(cursor), at: token.at };
}

function readAny(cursor: Cursor, left: Operand, op: CompareOp, at: number): Condition {
  if (op !== '=')
    throw new Unexpected({
      at,
      message: `\`${op} any(…)\` is not known; write \`= any(…)\`, and \`not\` before it for the opposite`,
    });
  expectSymbol(cursor, '(');
  const list = readOperand(cursor);
  if (list.type !== 'column')
    throw new Unexpected({ at: list.at, message: '`any(…)` takes the name of a list column' });
  expectSymbol(cursor, ')');
  return { type: 'any', left, list: list satisfies ColumnOperand, at };
}

function readList(cursor: Cursor): readonly Operand[] {
  expectSymbol(cursor, '(');
  const values = [readOperand(cursor)];
  while (takeSymbol(cursor, ',')) values.push(readOperand(cursor));
  expectSymbol(cursor, ')');
  return values;
}

function readOperand(cursor: Cursor): Operand {
  const token = peek(cursor);
  const word = token.value.toLowerCase();
  if (token.type === 'word' && !keywords.has(word)) {
    cursor.index += 1;
    return { type: 'column', name: columnName(token.value), at: token.at };
  }
  return readLiteral(cursor, null);
}

/** Columns do not differ by case, and the words of a path in JSON do. */
function columnName(written: string): string {
  const [column = '', ...path] = written.split('.');
  return [column.toLowerCase(), ...path].join('.');
}

function readLiteral(cursor: Cursor, wanted: 'text' | null): LiteralOperand {
  const token = peek(cursor);
  const word = token.type === 'word' ? token.value.toLowerCase() : '';
  const literal = (kind: LiteralOperand['kind'], value: LiteralOperand['value']): LiteralOperand => {
    cursor.index += 1;
    return { type: 'literal', kind, value, at: token.at };
  };
  if (token.type === 'text') return literal('text', token.value);
  if (wanted === 'text') throw unexpected(cursor, "a text in single quotes, as in like 'rpm-build:%'");
  if (token.type === 'number') return literal('number', Number(token.value));
  if (word === 'true' || word === 'false') return literal('boolean', word === 'true');
  if (word === 'null') return literal('null', null);
  if (word === 'timestamp') return readTimestamp(cursor, token);
  throw unexpected(cursor, "a column, a 'text', a number, true, false or timestamp '…'");
}

function readTimestamp(cursor: Cursor, keyword: Token): LiteralOperand {
  cursor.index += 1;
  const token = peek(cursor);
  const value = token.type === 'text' ? parseTime(token.value) : null;
  if (value === null) throw unexpected(cursor, "a time such as timestamp '2026-03-01 00:00:00'");
  cursor.index += 1;
  return { type: 'literal', kind: 'time', value, at: keyword.at };
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.index] as Token;
}

function takeWord(cursor: Cursor, word: string): boolean {
  const token = peek(cursor);
  if (token.type !== 'word' || token.value.toLowerCase() !== word) return false;
  cursor.index += 1;
  return true;
}

function takeSymbol(cursor: Cursor, symbol: string): boolean {
  const token = peek(cursor);
  if (token.type !== 'symbol' || token.value !== symbol) return false;
  cursor.index += 1;
  return true;
}

function expectSymbol(cursor: Cursor, symbol: string): void {
  if (!takeSymbol(cursor, symbol)) throw unexpected(cursor, `\`${symbol}\``);
}

function unexpected(cursor: Cursor, wanted: string): Unexpected {
  const token = peek(cursor);
  const found = token.type === 'end' ? 'the condition ends' : `found ${JSON.stringify(token.value)}`;
  return new Unexpected({ at: token.at, message: `${found} where ${wanted} is expected` });
}
