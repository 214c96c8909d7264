/**
 * The statements of a text of SQL, in order, each without the `;` that ends it and without white space around it. What holds
 * nothing but white space and comments is left out. A `;` within a string, a quoted name, a dollar-quoted body or a comment ends
 * nothing. A body that begins with `begin atomic` is not known: write functions with `$$`.
 *
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 *
 * @throws Error when a string, a name, a body or a comment does not end
 */
export function splitStatements(text: string): readonly string[] {
  const statements: string[] = [];
  let from = 0;
  let isEmpty = true;
  for (let at = 0; at <= text.length; ) {
    if (at === text.length || text[at] === ';') {
      if (!isEmpty) statements.push(text.slice(from, at).trim());
      at += 1;
      from = at;
      isEmpty = true;
      continue;
    }
    const comment = endOfComment(text, at);
    isEmpty &&= comment !== null || /\s/.test(text[at] as string);
    at = comment ?? endOfQuoted(text, at) ?? endOfWord(text, at);
  }
  return statements;
}

/** Where the comment ends that begins here; null when none does. Comments with an asterisk nest. */
function endOfComment(text: string, at: number): number | null {
  if (text.startsWith('--', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end + 1;
  }
  if (!text.startsWith('/*', at)) return null;
  let depth = 0;
  const border = /\/\*|\*\//g;
  border.lastIndex = at;
  for (let found = border.exec(text); found !== null; found = border.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return border.lastIndex;
  }
  throw unended('comment', text, at);
}

/** Where the string, the quoted name or the dollar-quoted body ends that begins here; null when none does. */
function endOfQuoted(text: string, at: number): number | null {
  if (/^[eE]'/.test(text.slice(at, at + 2))) return endOf(/\\[\s\S]|''|'/g, "'", text, at, at + 2);
  if (text[at] === "'") return endOf(/''|'/g, "'", text, at, at + 1);
  if (text[at] === '"') return endOf(/""|"/g, '"', text, at, at + 1);
  const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 130))?.[0];
  if (tag === undefined) return null;
  const end = text.indexOf(tag, at + tag.length);
  if (end < 0) throw unended(`body in ${tag}`, text, at);
  return end + tag.length;
}

/** Behind the first match that is `quote` alone and neither doubled nor escaped. */
function endOf(marks: RegExp, quote: string, text: string, begin: number, from: number): number {
  marks.lastIndex = from;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    if (found[0] === quote) return marks.lastIndex;
  }
  throw unended(`text in ${quote}`, text, begin);
}

/** Behind a whole word, so that no quote is looked for within it: `a$b$` is a name, and `type'` no escaped string. Otherwise one on. */
function endOfWord(text: string, at: number): number {
  const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : at + 1;
}

function unended(what: string, text: string, at: number): Error {
  const line = text.slice(0, at).split('\n').length;
  return new Error(`line ${line}: a ${what} does not end`);
}
