/** An item of a list of the API. */
export type Item = Readonly<Record<string, unknown>>;

/** What the server answers as JSON. Throws what it says otherwise. */
export async function readJson<Shape>(url: string): Promise<Shape> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

/** Every item of a list, page by page. `path` has a query already. */
export async function readList(url: string, path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { readonly items: readonly Item[]; readonly next: string | null } = await readJson(
      `${url}${path}&limit=1000&wait=30${next}`,
    );
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
