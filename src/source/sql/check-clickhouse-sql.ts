import { allowedFunctions } from './allowed-functions.ts';

const mostCharacters = 20_000;
const mostDepth = 50;

/** Words after which a bracket opens no function call. */
const beforeBracket = new Set(
  'and as by from having in join limit not on or over prewhere select then else when where with using between like interval'.split(
    ' ',
  ),
);
/** Words that no reading query needs, or that leave the server, the query's limits or the database. */
const refused = new Set(
  `alter attach create database delete describe detach drop exists exchange explain format grant insert into kill optimize outfile
   rename revoke set settings show system truncate undrop update use watch global remote file url s3 hdfs mysql postgresql odbc jdbc
   executable input cluster merge numbers dictionary dictget values view sqlite mongodb redis azureblobstorage infile`.split(
    /\s+/,
  ),
);

interface Token {
  readonly type: 'word' | 'quoted' | 'text' | 'number' | 'mark';
  readonly value: string;
}

/**
 * What is wrong with a raw ClickHouse query or an expression of one, in words; null when it only reads and computes. A tokenizer of our
 * own reads it, because no parser of ClickHouse's language runs here: what it does not know is refused.
 */
export function checkClickhouseSql(text: string, what: 'query' | 'expression'): string | null {
  if (text.length > mostCharacters) return `is longer than ${mostCharacters} characters`;
  const tokens = tokenize(text);
  if (typeof tokens === 'string') return tokens;
  if (tokens.length === 0) return 'is empty';
  const first = tokens[0] as Token;
  const begins = first.type === 'word' && ['select', 'with'].includes(first.value.toLowerCase());
  if (what === 'query' && !begins) return `must be a SELECT, found ${first.value}`;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const problem = problemOf(token, tokens[index - 1], tokens[index + 1], what);
    if (problem !== null) return problem;
    if (token.value === '(' || token.value === '[') depth += 1;
    if (token.value === ')' || token.value === ']') depth -= 1;
    if (depth < 0) return 'closes a bracket that it did not open';
    if (depth > mostDepth) return `has brackets inside one another more than ${mostDepth} deep`;
  }
  return depth === 0 ? null : 'leaves a bracket open';
}

function problemOf(
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  what: 'query' | 'expression',
): string | null {
  if (token.type === 'mark') return token.value === ';' ? 'must be one statement; leave ; out' : null;
  if (token.type === 'quoted') {
    if (after?.value === '(') return `must not call ${token.value}`;
    return isServers(token.value) ? `must not read ${token.value}` : null;
  }
  if (token.type !== 'word') return null;
  const word = token.value.toLowerCase();
  const isPart = before?.value === '.';
  if (!isPart && refused.has(word)) return `must not use ${token.value}`;
  if (
    what === 'expression' &&
    ['select', 'union', 'limit', 'order', 'group', 'from', 'where', 'prewhere', 'having', 'join'].includes(word)
  )
    return `must be an expression, found ${token.value}`;
  if (!isPart && isServers(word) && after?.value === '.') return `must not read ${word}, which belongs to the server`;
  if (after?.value !== '(' || beforeBracket.has(word)) return null;
  return allowedFunctions.clickhouse.has(word) && !isPart
    ? null
    : `must not call ${token.value}; make a view of what needs it`;
}

function isServers(name: string): boolean {
  return ['system', 'information_schema'].includes(name.toLowerCase());
}

/** The tokens, or what cannot be one. Comments are refused: a file can say more in its own. */
function tokenize(text: string): readonly Token[] | string {
  const tokens: Token[] = [];
  const pattern =
    /\s+|(?<text>'(?:[^'\\]|\\.|'')*')|(?<quoted>`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*")|(?<comment>--|\/\*|#)|(?<number>\d[\w.]*)|(?<word>[A-Za-z_]\w*)|(?<mark>->|<=|>=|<>|!=|==|\|\||[-+*/%=<>(),.;[\]?:])/gsuy;
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return `holds ${JSON.stringify(text.slice(at, at + 1))}, which is not allowed here`;
    at = pattern.lastIndex;
    const groups = found.groups ?? {};
    if (groups['comment'] !== undefined) return 'must hold no comment; write it in the file around';
    const type = (['word', 'quoted', 'text', 'number', 'mark'] as const).find((name) => groups[name] !== undefined);
    if (type === undefined) continue;
    if ((type === 'quoted' || type === 'text') && /\\[^'\\nrt"`%_]/.test(found[0]))
      return 'must not use such an escape in quotes';
    tokens.push({ type, value: type === 'quoted' ? found[0].slice(1, -1) : found[0] });
  }
  return tokens;
}
