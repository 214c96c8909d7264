import { textLimits } from '../normalize/read-text.ts';

/** Names and texts are cut at this many characters before rules see them. */
const longest = Math.max(textLimits.name, textLimits.text);

/**
 * A count that grows with the length of the text: index i holds how often it counts the ways to share the text among i repetitions
 * without end. `[3]` is three, `[0, 2]` is twice the length of the text.
 */
type Growth = readonly number[];

/** What it can cost to match a part of a pattern. */
interface Cost {
  /** In how many ways the part can match from one place. */
  readonly ways: Growth;
  /** How many steps it takes to try all of them. */
  readonly steps: Growth;
}

interface Tokens {
  readonly list: readonly string[];
  next: number;
}

const nothing: Cost = { ways: [1], steps: [0] };
const single: Cost = { ways: [1], steps: [1] };
/**
 * The most repetitions without end that are counted; a match that may start anywhere in the text counts as one of them. With more, the
 * result is Infinity.
 */
const beyond: Growth = [Number.POSITIVE_INFINITY];
const highestDegree = 3;

/**
 * How many steps a regular expression can take on the most hostile name or text, at most: a match that fails tries every way in
 * which repetitions, options and choices that begin alike can share the text, from every place it may start at.
 *
 * @param pattern one that JavaScript takes with the flag `u`, without back references
 * @returns at least 1; Infinity when it is beyond counting
 */
export function patternSteps(pattern: string): number {
  const list = pattern.match(/\\.|\[(?:\\.|[^\]])*\]|\((?:\?(?:<?[=!]|:|<[^>]*>))?|[*+?]\??|\{[^}]*\}\??|[\s\S]|$/gu);
  // The last token is always the empty one, at the end.
  const tokens: Tokens = { list: list as readonly string[], next: 0 };
  const { cost, begins } = choice(tokens);
  const isAnchored = begins.every((begin) => begin === '^');
  return Math.max(1, largestCount(isAnchored ? cost.steps : times(cost.steps, [0, 1])));
}

interface Alternative {
  readonly begin: string;
  readonly cost: Cost;
}

function choice(tokens: Tokens): { readonly cost: Cost; readonly begins: readonly string[] } {
  const alternatives: Alternative[] = [];
  do {
    const begin = firstCharacter(tokens);
    alternatives.push({ begin, cost: sequence(tokens) });
  } while (tokens.list[tokens.next++] === '|');
  const begins = alternatives.map(({ begin }) => begin);
  const [first, second] = alternatives;
  if (first !== undefined && second === undefined) return { cost: first.cost, begins };
  // At one place of a text only those apply that begin with its character, and those that can begin with any.
  const open = alternatives.filter(({ begin }) => !isPlain(begin));
  const applying = [...new Set(begins.filter(isPlain))].map((letter) => [
    ...alternatives.filter(({ begin }) => begin === letter),
    ...open,
  ]);
  if (applying.length === 0) applying.push(open);
  const look: Growth = [alternatives.length];
  return {
    cost: {
      ways: largest(applying.map((group) => sum(group.map(({ cost }) => cost.ways)))),
      steps: sum([look, largest(applying.map((group) => sum(group.map(({ cost }) => cost.steps))))]),
    },
    begins,
  };
}

/** The character that an alternative must begin with, in lower case; `^` of one that begins at the start; empty when it is open. */
function firstCharacter({ list, next }: Tokens): string {
  const [token = '', after = ''] = list.slice(next);
  if (token === '^') return token;
  const isOptional = /^[*?]|^\{0*[,}]/.test(after);
  if (isOptional || /^[.[(|)$]|^\\\w/.test(token)) return '';
  return token.replace(/^\\/, '').toLowerCase();
}

function isPlain(begin: string): boolean {
  return begin !== '' && begin !== '^';
}

function sequence(tokens: Tokens): Cost {
  let cost = nothing;
  while (!['', '|', ')'].includes(tokens.list[tokens.next] as string)) cost = followed(cost, item(tokens));
  return cost;
}

function followed(first: Cost, second: Cost): Cost {
  return { ways: times(first.ways, second.ways), steps: sum([first.steps, times(first.ways, second.steps)]) };
}

function item(tokens: Tokens): Cost {
  const run = plainRun(tokens);
  if (run !== '') {
    tokens.next += [...run].length;
    return { ways: [1], steps: [echo(run)] };
  }
  const token = tokens.list[tokens.next++] as string;
  const part = token.startsWith('(') ? choice(tokens).cost : single;
  // JavaScript does not go back into a look-around: it takes the first match there.
  const isLook = /^\(\?<?[=!]/.test(token);
  return repeated(isLook ? { ways: [1], steps: part.steps } : part, tokens);
}

/** The plain characters that come next, without the last one when it is repeated. */
function plainRun({ list, next }: Tokens): string {
  let end = next;
  while (/^[^\\[(.|)^$*+?]$/u.test(list[end] as string)) end += 1;
  const isRepeated = /^[*+?{]/.test(list[end] as string);
  return list.slice(next, isRepeated && end > next ? end - 1 : end).join('');
}

/**
 * How many characters of a run of plain ones are looked at for each place of the worst text, on average: 1 unless the run repeats
 * itself. `aaab` can be met as `aaa` at every place, `build` only once in five.
 */
function echo(run: string): number {
  const letters = [...run.toLowerCase()];
  const back = [0];
  let most = 1;
  for (let at = 1; at < letters.length; at += 1) {
    let length = back[at - 1] as number;
    while (length > 0 && letters[at] !== letters[length]) length = back[length - 1] as number;
    if (letters[at] === letters[length]) length += 1;
    back.push(length);
    most = Math.max(most, Math.ceil((at + 1) / (at + 1 - length)));
  }
  return most + (letters.length > 1 ? 1 : 0);
}

function repeated(part: Cost, tokens: Tokens): Cost {
  const token = tokens.list[tokens.next] as string;
  const bounds = /^\{(\d+)(,(\d*))?\}/.exec(token);
  if (!/^[*+?]/.test(token) && bounds === null) return part;
  tokens.next += 1;
  const isEndless = /^[*+]/.test(token) || bounds?.[3] === '';
  const least = bounds === null ? Number(token.startsWith('+')) : Math.min(longest, Number(bounds[1]));
  // `patternProblem` has refused a group that holds a choice or a repetition and is repeated without end, so there is
  // none here.
  if (isEndless) return { ways: [0, 1], steps: times(part.steps, [least + 1, 1]) };
  const most = bounds === null ? 1 : Math.min(longest, Number(bounds[3] ?? bounds[1]));
  let ways: Growth = least === 0 ? [1] : [0];
  let steps: Growth = [1];
  let before: Growth = [1];
  for (let count = 1; count <= most && Number.isFinite(largestCount(steps)); count += 1) {
    steps = sum([steps, times(before, part.steps)]);
    before = times(before, part.ways);
    if (count >= least) ways = sum([ways, before]);
  }
  return { ways, steps };
}

function sum(parts: readonly Growth[]): Growth {
  return parts.reduce((left, right) =>
    Array.from({ length: Math.max(left.length, right.length) }, (_, index) => (left[index] ?? 0) + (right[index] ?? 0)),
  );
}

function times(left: Growth, right: Growth): Growth {
  if (left.length + right.length - 2 > highestDegree) return beyond;
  const product = Array.from({ length: left.length + right.length - 1 }, () => 0);
  for (const [i, a] of left.entries())
    for (const [j, b] of right.entries())
      product[i + j] = (product[i + j] as number) + (a === 0 || b === 0 ? 0 : a * b);
  return product;
}

function largest(parts: readonly Growth[]): Growth {
  return parts.reduce((left, right) => (largestCount(right) > largestCount(left) ? right : left));
}

/** The count on the longest text: `i` repetitions share n characters in (n + i) over i ways. */
function largestCount(growth: Growth): number {
  let shares = 1;
  let value = 0;
  for (const [degree, amount] of growth.entries()) {
    if (degree > 0) shares = (shares * (longest + degree)) / degree;
    if (amount > 0) value += amount * shares;
  }
  return value;
}
