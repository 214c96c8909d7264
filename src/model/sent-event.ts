import type { JobObservation, Quirk } from './observation.ts';

/** A CloudEvent as it reached us, checked and understood. Times in ms, UTC. */
export interface SentEvent {
  readonly source: string;
  /** The CloudEvent's own `id`; with `source` it names the event. */
  readonly eventId: string;
  readonly type: string;
  readonly subject: string | null;
  /** The repository that it names; `host` is null where only `owner/name` stands. */
  readonly repository: { readonly host: string | null; readonly fullName: string } | null;
  readonly at: number;
  readonly outcome: string | null;
  /** Any JSON that can be stored; null when it has none. */
  readonly data: unknown;
  /** What it tells of a job on a commit; null when it is no CDEvent of a run, or names no commit. */
  readonly job: JobObservation | null;
  readonly quirks: readonly Quirk[];
  /** Our clock. */
  readonly receivedAt: number;
}
