/** The same page with other parameters; undefined takes one away, and so does an empty text. */
export function ownAddress(
  url: URL,
  changes: Readonly<Record<string, string | undefined>>,
  path = url.pathname,
): string {
  const query = new URLSearchParams(url.searchParams);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  for (const [name, value] of [...query]) if (value === '') query.delete(name);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** What the address asks for by this name, as it was written. */
export function written(url: URL, name: string): string {
  return url.searchParams.get(name) ?? '';
}
