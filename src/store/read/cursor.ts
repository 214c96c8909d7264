import { CisloError } from '../../model/error.ts';

/** Where a page of a walk ended. */
export interface Cursor {
  /** The database's clock when the walk began, less a margin, ms: rows stand where they stood then. */
  readonly began: number;
  /** The time of the last row, as it stood then, ms. */
  readonly at: number;
  /** The id of the last row. */
  readonly id: string;
}

/** A cursor as one opaque word for a URL. */
export function writeCursor({ began, at, id }: Cursor): string {
  return Buffer.from(`${began} ${at} ${id}`).toString('base64url');
}

/** @throws CisloError bad_request when the word was not made by `writeCursor`. */
export function readCursor(word: string): Cursor {
  const text = Buffer.from(word, 'base64url').toString();
  const [, began, at, id] = /^(\d{1,16}) (-?\d{1,16}) ([0-9a-f]{32})$/.exec(text) ?? [];
  if (began === undefined || at === undefined || id === undefined)
    throw new CisloError(
      'bad_request',
      `cursor is ${JSON.stringify(word.slice(0, 60))}; use the "next" of the page before, unchanged`,
      { wrong: { parameter: 'cursor', allowed: 'the value of `next` in the answer before, unchanged' } },
    );
  return { began: Number(began), at: Number(at), id };
}
