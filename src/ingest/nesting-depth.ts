const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Whether JSON text nests arrays and objects deeper than `maxDepth`. Text that is not JSON gives any answer. */
export function nestsDeeperThan(json: Buffer, maxDepth: number): boolean {
  // Nearly every payload has fewer opening brackets than the limit, so it cannot nest too deeply. Counting them with a
  // built-in search is fast.
  if (countUpTo(json, openBrace, maxDepth) + countUpTo(json, openBracket, maxDepth) <= maxDepth) return false;
  return scanDeeperThan(json, maxDepth);
}

function countUpTo(bytes: Buffer, byte: number, limit: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1 && count <= limit; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

function scanDeeperThan(json: Buffer, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (inString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) {
      inString = true;
    } else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (byte === closeBracket || byte === closeBrace) {
      depth -= 1;
    }
  }
  return false;
}
