/** A place in GitHub's list. */
export interface Mark {
  readonly id: string;
  /** GitHub's clock, ms. */
  readonly at: number;
}

/**
 * How far the list has been read. What it says stays true, however much is read later. So the progress of one replica may replace that of
 * another.
 */
export interface ListProgress {
  /** This delivery and all older ones are recorded; null before the first pass has ended. */
  readonly watermark: Mark | null;
  /** A pass that has not reached the watermark yet: everything from `newest` down to the page at `cursor` is recorded. */
  readonly pass: { readonly newest: Mark | null; readonly cursor: string } | null;
  /** GitHub's rate limit is used up until then (our clock, ms); null: it is not. */
  readonly pausedUntil: number | null;
}

export const noProgress: ListProgress = { watermark: null, pass: null, pausedUntil: null };

/** Reads the progress from its text; none at all when there is nothing, or nothing that can be read. */
export function parseProgress(text: string | null): ListProgress {
  if (text === null) return noProgress;
  try {
    const { watermark, pass, pausedUntil } = JSON.parse(text) as Partial<ListProgress>;
    return { watermark: watermark ?? null, pass: pass ?? null, pausedUntil: pausedUntil ?? null };
  } catch {
    return noProgress;
  }
}
