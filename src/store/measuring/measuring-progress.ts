/** How far the minutes of a generation have been read. Times in ms. */
export interface MeasuringProgress {
  readonly generation: number;
  /** Every minute in [doneFrom, doneTo) has been read. */
  readonly doneFrom: number;
  readonly doneTo: number;
  /** A sweep, which reads the window again, newest first, has come back to here; null: none is under way. */
  readonly sweptTo: number | null;
  /** When the last sweep ended, or the first reading of the whole window; null: not yet. */
  readonly sweptAt: number | null;
  /** Since when the source has not answered, and what it said; null: it answers. */
  readonly awaySince: number | null;
  readonly awayReason: string | null;
  /** Questions that failed. */
  readonly failures: number;
  /** How long the last answer took; null before the first. */
  readonly tookMs: number | null;
  /** Events that had begun by the last answer and had no verdict. */
  readonly pending: number;
}
