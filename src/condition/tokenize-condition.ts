import type { ConditionProblem } from '../model/condition.ts';

/** A piece of a condition. Words keep their spelling; keywords are recognised by the parser, without regard to case. */
export interface Token {
  readonly type: 'word' | 'text' | 'number' | 'symbol' | 'end';
  readonly value: string;
  readonly at: number;
}

const pattern =
  /(?<space>\s+)|(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)*)|(?<number>-?\d+(?:\.\d+)?(?![A-Za-z0-9_.]))|(?<text>'(?:[^']|'')*')|(?<symbol><>|!=|<=|>=|[=<>(),])/y;

/**
 * Cuts a condition into tokens, with an `end` token last. Text is in single quotes, a quote inside is doubled.
 * Anything else (comments, casts, double quotes, semicolons, …) is a problem, and then there are no tokens.
 */
export function tokenizeCondition(
  text: string,
): { readonly tokens: readonly Token[] } | { readonly problem: ConditionProblem } {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) return { problem: { at, message: describe(text, at) } };
    for (const type of ['word', 'number', 'text', 'symbol'] as const) {
      const raw = groups[type];
      if (raw === undefined) continue;
      const problem = impossible(type, raw);
      if (problem !== null) return { problem: { at, message: problem } };
      tokens.push({ type, value: type === 'text' ? raw.slice(1, -1).replaceAll("''", "'") : raw, at });
    }
    at = pattern.lastIndex;
  }
  return { tokens: [...tokens, { type: 'end', value: 'the end', at }] };
}

/** Why no event can have such a value, and no database can be asked for it; null when there is no reason. */
function impossible(type: Token['type'], raw: string): string | null {
  if (type === 'number' && !Number.isFinite(Number(raw))) return 'this number is too large; write one below 1.7e308';
  if (type === 'text' && (raw.includes('\0') || !raw.isWellFormed()))
    return 'this text holds a NUL character or half of a surrogate pair, which no stored text has';
  return null;
}

function describe(text: string, at: number): string {
  if (text[at] === "'") return "this text has no end; close it with a single quote, and write a quote inside as ''";
  if (text[at] === '"') return "double quotes are not used here; write text in single quotes: 'build'";
  const found = /^-?[\w.]+|^[\s\S]/u.exec(text.slice(at, at + 40)) as RegExpExecArray;
  return `found ${JSON.stringify(found[0])}; a condition is made of columns, 'text', numbers, = <> < <= > >=, in, between, like, is null, any(), and, or, not and parentheses`;
}
