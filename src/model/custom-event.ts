import type { Quirk } from './observation.ts';

/** An event that somebody sent as a CloudEvent, as it is stored. Times in ms, UTC. */
export interface CustomEvent {
  /** `noRepositoryId` when it names no repository; a negative number made from the name when GitHub never told us of it. */
  readonly repositoryId: number;
  /** '' when it names no repository. */
  readonly host: string;
  /** Made of `source` and `eventId`, which together name one event. */
  readonly id: string;
  readonly source: string;
  /** The CloudEvent's own `id`. */
  readonly eventId: string;
  readonly type: string;
  readonly subject: string | null;
  /** `owner/name` as the event says it; null when it names none. */
  readonly repository: string | null;
  /** The event's `time`; when we received it where it has none. */
  readonly at: number;
  /** How what it tells of ended; null when it does not say. */
  readonly outcome: string | null;
  /** Any JSON; null when it has none. */
  readonly data: unknown;
  /** What is surprising about it. */
  readonly quirks: readonly Quirk[];
  /** Our clock. */
  readonly receivedAt: number;
}
