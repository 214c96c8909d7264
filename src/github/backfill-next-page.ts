/**
 * The query of the next page in a `Link` header; null on the last page. Only the query: where to ask stays our own decision.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function nextPageQuery(link: unknown): Readonly<Record<string, string>> | null {
  if (typeof link !== 'string') return null;
  for (const [, url, relations] of link.matchAll(/<([^<>]+)>((?:\s*;[^,;]*)+)/g)) {
    if (!/;\s*rel="?next"?/i.test(`${relations}`) || !URL.canParse(`${url}`)) continue;
    return Object.fromEntries(new URL(`${url}`).searchParams);
  }
  return null;
}
