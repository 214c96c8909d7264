/** The words of a column's name that lead into its JSON: `data.asset.name` gives `asset` and `name`. */
export function jsonPath(name: string): readonly string[] {
  return name.split('.').slice(1);
}

/**
 * The JSON value at a path, as PostgreSQL's `#>` finds it: a word names a field of an object or, as a whole number, an element of an array,
 * negative from its end. null when nothing is there.
 */
export function jsonAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const word of path) {
    if (Array.isArray(found)) found = elementAt(found, word);
    else if (typeof found === 'object' && found !== null && Object.hasOwn(found, word))
      found = (found as Readonly<Record<string, unknown>>)[word];
    else return null;
  }
  return found ?? null;
}

function elementAt(list: readonly unknown[], word: string): unknown {
  return /^-?\d+$/.test(word) ? list.at(Number(word)) : null;
}
