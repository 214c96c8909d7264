/**
 * Orders two texts by their characters' code points, as PostgreSQL's collation "C" does in UTF-8. JavaScript's own `<` compares halves of
 * characters above U+FFFF, and so puts an emoji before U+FB01. Negative, 0 or positive.
 */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Moves the halves of characters above U+FFFF behind all whole characters. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
