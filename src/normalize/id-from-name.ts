/**
 * A stable negative integer for a repository of which only the name is known: 52 bits from two FNV-1a hashes of the lower-case
 * name. Never a GitHub id, those are positive. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function idFromName(fullName: string): number {
  const name = fullName.toLowerCase();
  const low = fnv1a(name, 0x811c9dc5);
  const high = fnv1a(name, low) & 0xfffff;
  return -(high * 0x1_0000_0000 + low) - 1;
}

function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
