/** Limits on what a request with events may take. */
export interface EventLimits {
  /** The largest event, in bytes of JSON. */
  readonly maxEventBytes: number;
  /** The largest body of a batch, in bytes. */
  readonly maxBatchBytes: number;
  /** Events in one batch. */
  readonly maxBatchEvents: number;
  /** All bodies in memory together, in bytes. */
  readonly maxBytesInFlight: number;
  /** Events waiting for a commit. */
  readonly maxWaiting: number;
  /** Events in one transaction; a request is never divided. */
  readonly maxGroup: number;
  /** How deep JSON may nest. */
  readonly maxDepth: number;
  /** Answer 503 when no commit came within this many ms. */
  readonly answerWithinMs: number;
  /** What `Retry-After` says, in seconds. */
  readonly retryAfterSeconds: number;
}

const mebibyte = 1024 * 1024;

/** The limits in use unless a test says otherwise. */
export const eventLimits: EventLimits = {
  maxEventBytes: mebibyte,
  maxBatchBytes: 25 * mebibyte,
  maxBatchEvents: 1_000,
  maxBytesInFlight: 100 * mebibyte,
  maxWaiting: 10_000,
  maxGroup: 500,
  maxDepth: 100,
  answerWithinMs: 8_000,
  retryAfterSeconds: 5,
};
