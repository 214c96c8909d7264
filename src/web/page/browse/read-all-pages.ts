import type { Page } from '../../../store/read/view.ts';

const pageRows = 1_000;

/** Reads pages of a list one after another until there are `limit` rows, or no more. */
export async function readAllPages<T>(
  readPage: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
  limit: number,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < limit; ) {
    const size = Math.min(pageRows, limit - found.length);
    const page: Page<T> = await readPage(cursor === undefined ? { limit: size } : { limit: size, cursor });
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
}
