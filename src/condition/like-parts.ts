/** Any run of characters, also none. */
export const anything = Symbol('%');
/** Any single character. */
export const anyOne = Symbol('_');

/** A pattern of `like`, character by character: `%`, `_`, or one that stands for itself. A backslash takes the next literally; a last one means nothing. */
export function likeParts(pattern: string): readonly (string | symbol)[] {
  const parts: (string | symbol)[] = [];
  let escaped = false;
  for (const letter of pattern) {
    if (!escaped && letter === '\\') {
      escaped = true;
      continue;
    }
    parts.push(escaped || (letter !== '%' && letter !== '_') ? letter : letter === '%' ? anything : anyOne);
    escaped = false;
  }
  return parts;
}

/** The pattern as PostgreSQL takes it without an error: there a backslash must not be the last character. */
export function sqlLikePattern(pattern: string): string {
  return likeParts(pattern)
    .map((part) => (part === anything ? '%' : part === anyOne ? '_' : String(part).replace(/^[\\%_]$/, '\\$&')))
    .join('');
}
