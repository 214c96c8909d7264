/**
 * The cursor of the next page in a `Link` header; null on the last page.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function nextCursor(link: unknown): string | null {
  if (typeof link !== 'string') return null;
  for (const [, url, relations] of link.matchAll(/<([^<>]+)>((?:\s*;[^,;]*)+)/g)) {
    if (!/;\s*rel="?next"?/i.test(`${relations}`) || !URL.canParse(`${url}`)) continue;
    return new URL(`${url}`).searchParams.get('cursor');
  }
  return null;
}
