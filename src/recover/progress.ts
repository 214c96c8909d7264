/** A place in GitHub's list. */
export interface Mark {
  readonly id: string;
  /** GitHub's clock, ms. */
  readonly at: number;
}

/**
 * How far the list has been read. True for ever once written, whoever wrote it and whatever was read since: so any
 * replica's version may replace any other's.
 */
export interface Progress {
  /** This delivery and all older ones are recorded; null before the first pass has ended. */
  readonly watermark: Mark | null;
  /** A pass that has not reached the watermark yet: everything from `newest` down to the page at `cursor` is recorded. */
  readonly pass: { readonly newest: Mark | null; readonly cursor: string } | null;
  /** GitHub's rate limit is used up until then (our clock, ms); null: it is not. */
  readonly pausedUntil: number | null;
}

export const noProgress: Progress = { watermark: null, pass: null, pausedUntil: null };

/** Progress as it was written; none at all when there is nothing, or nothing that can be read. */
export function parseProgress(text: string | null): Progress {
  if (text === null) return noProgress;
  try {
    const { watermark, pass, pausedUntil } = JSON.parse(text) as Partial<Progress>;
    return { watermark: watermark ?? null, pass: pass ?? null, pausedUntil: pausedUntil ?? null };
  } catch {
    return noProgress;
  }
}
