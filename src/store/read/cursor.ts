import { CisloError } from '../../model/error.ts';

/** Where a page ended: the last row's time (ms) and id. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

/** A cursor as one opaque word for a URL. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** @throws CisloError bad_request when the word was not made by `writeCursor`. */
export function readCursor(word: string): Cursor {
  const [, at, id] = /^(-?\d{1,16}) ([0-9a-f]{32})$/.exec(Buffer.from(word, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined)
    throw new CisloError(
      'bad_request',
      `cursor is ${JSON.stringify(word.slice(0, 60))}; use the "next" of the page before, unchanged`,
    );
  return { at: Number(at), id };
}
