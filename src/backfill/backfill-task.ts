import type { Fields } from '../normalize/fields.ts';
import type { RestFact } from '../normalize/rest/rest-fact.ts';
import type { Backfill, BackfillItem } from '../store/backfill/backfill.ts';
import type { Db } from '../store/database.ts';
import type { GithubReader } from './github-reader.ts';

/** What every step of a back-fill works with. */
export interface BackfillTask {
  readonly reader: GithubReader;
  readonly db: Db;
  readonly backfill: Backfill;
  /** `/repos/owner/name`, encoded. */
  readonly path: string;
  /** null when the repository has none. */
  readonly defaultBranch: string | null;
  /** How long GitHub keeps deliveries that can be fetched later, ms. */
  readonly retentionMs: number;
}

/** What was read of one thing; null: GitHub does not have it any more. */
export type ReadItem = (task: BackfillTask, detail: Fields) => Promise<ItemContent | null>;

export interface ItemContent {
  readonly facts: readonly RestFact[];
  readonly found: readonly BackfillItem[];
}

/** One page of one of GitHub's lists. */
export interface ListedPage {
  /** What the list itself tells. */
  readonly facts: readonly RestFact[];
  readonly found: readonly BackfillItem[];
  /** The place of the next page; null when this page is the last. */
  readonly place: unknown;
}

/** Reads the page at a place; null: the first one. */
export type ListPage = (task: BackfillTask, place: unknown) => Promise<ListedPage>;
