/** Limits on the memory and time that a request can take, also one that is not signed. */
export interface DoorLimits {
  /** The largest body, in bytes. GitHub's own cap is 25 MB: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
  readonly maxBodyBytes: number;
  /** All bodies in memory together, those that are being read and those that wait for their commit, in bytes. */
  readonly maxBytesInFlight: number;
  /** Deliveries waiting for a commit. */
  readonly maxWaiting: number;
  /** Deliveries in one transaction. */
  readonly maxBatch: number;
  /** After a transaction of at least this many the door is busy. The next one waits for `goodBatch` deliveries, at most `lingerMs`. */
  readonly busyBatch: number;
  readonly goodBatch: number;
  readonly lingerMs: number;
  /** How deep JSON may nest; GitHub's deepest payloads stay under 12. */
  readonly maxDepth: number;
  /** Answer 503 when no commit came within this many ms; GitHub gives up after 10 s. */
  readonly answerWithinMs: number;
  /** How long a batch is tried in parts when the database cannot take all of it, in ms. */
  readonly partTriesMs: number;
  /** How long a repository whose rows the database could not take is not tried again, in ms. */
  readonly sickMs: number;
  /** What `Retry-After` says, in seconds. */
  readonly retryAfterSeconds: number;
}

const mebibyte = 1024 * 1024;

/** The limits in use unless a test says otherwise. */
export const doorLimits: DoorLimits = {
  maxBodyBytes: 25 * mebibyte,
  maxBytesInFlight: 160 * mebibyte,
  maxWaiting: 5_000,
  maxBatch: 256,
  busyBatch: 8,
  goodBatch: 48,
  lingerMs: 4,
  maxDepth: 500,
  answerWithinMs: 8_000,
  partTriesMs: 2_000,
  sickMs: 4_000,
  retryAfterSeconds: 5,
};
