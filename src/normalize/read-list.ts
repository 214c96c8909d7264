/** The values of a JSON array that `read` understands, at most `limit` elements looked at; [] when the value is no array. */
export function readList<T>(value: unknown, limit: number, read: (element: unknown) => T | null): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) return [];
  const items: T[] = [];
  for (const element of value.slice(0, limit)) {
    const item = read(element);
    if (item !== null) items.push(item);
  }
  return items;
}
