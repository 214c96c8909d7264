/** A regular expression as a tree, so that a test can both write it and match with it. */
export type Tree =
  | { readonly type: 'character'; readonly written: string; readonly has: (letter: string) => boolean }
  | { readonly type: 'sequence'; readonly parts: readonly Tree[] }
  | { readonly type: 'choice'; readonly parts: readonly Tree[] }
  | { readonly type: 'repeat'; readonly part: Tree; readonly least: number; readonly most: number };

/** The tree as text. */
export function writePattern(tree: Tree): string {
  switch (tree.type) {
    case 'character':
      return tree.written;
    case 'sequence':
      return tree.parts
        .map((part) => (part.type === 'choice' ? `(?:${writePattern(part)})` : writePattern(part)))
        .join('');
    case 'choice':
      return tree.parts.map(writePattern).join('|');
    case 'repeat': {
      const inside = tree.part.type === 'character' ? writePattern(tree.part) : `(?:${writePattern(tree.part)})`;
      return `${inside}{${tree.least},${Number.isFinite(tree.most) ? tree.most : ''}}`;
    }
  }
}

/** Whether the tree matches the text at its beginning, or anywhere, by backtracking, and how many characters were looked at. Stops after `limit`. */
export function countSteps(
  tree: Tree,
  text: string,
  { anchored, limit }: { readonly anchored: boolean; readonly limit: number },
): { readonly matches: boolean; readonly steps: number } {
  let steps = 0;

  function match(node: Tree, at: number, then: (at: number) => boolean): boolean {
    if (steps > limit) return false;
    switch (node.type) {
      case 'character':
        steps += 1;
        return at < text.length && node.has(text[at] as string) && then(at + 1);
      case 'sequence':
        return matchAll(node.parts, 0, at, then);
      case 'choice':
        return node.parts.some((part) => match(part, at, then));
      case 'repeat':
        return again(node, 0, at, then);
    }
  }

  function matchAll(parts: readonly Tree[], index: number, at: number, then: (at: number) => boolean): boolean {
    const part = parts[index];
    return part === undefined ? then(at) : match(part, at, (next) => matchAll(parts, index + 1, next, then));
  }

  function again(
    node: Extract<Tree, { type: 'repeat' }>,
    count: number,
    at: number,
    then: (at: number) => boolean,
  ): boolean {
    // An empty round beyond the least leads nowhere, as in JavaScript.
    const more = (): boolean =>
      match(node.part, at, (next) => (count >= node.least && next === at ? false : again(node, count + 1, next, then)));
    return (count < node.most && more()) || (count >= node.least && then(at));
  }

  const starts = anchored ? [0] : [...text, ''].map((_, index) => index);
  const matches = starts.some((start) => match(tree, start, () => true));
  return { matches, steps };
}
