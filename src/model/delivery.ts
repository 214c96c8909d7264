import type { Observation, Quirk } from './observation.ts';

/** One webhook delivery as it reached us, verified and parsed, not yet understood. */
export interface Delivery {
  /** `X-GitHub-Delivery`. A re-delivery keeps it. */
  readonly guid: string;
  /** `X-GitHub-Event`. */
  readonly event: string;
  /** The parsed JSON body: any shape. */
  readonly payload: unknown;
  /** Our clock, milliseconds. */
  readonly receivedAt: number;
  /** `X-GitHub-Enterprise-Host` when present: the host of an Enterprise Server. */
  readonly enterpriseHost?: string | undefined;
}

/** Which repository something belongs to. `id` is GitHub's, or a stable negative number derived from the name when the payload has none. */
export interface RepositoryRef {
  /** `github.com`, or the Enterprise Server's host name. Two hosts may reuse ids. */
  readonly host: string;
  readonly id: number;
  /** `owner/name`. */
  readonly fullName: string;
  /** null when unknown. */
  readonly private: boolean | null;
  readonly installationId: number | null;
}

/** What normalize makes of a delivery. */
export type Normalized =
  | {
      readonly result: 'observed' | 'recorded';
      readonly repository: RepositoryRef;
      readonly action: string | null;
      /** null when the delivery is worth remembering but tells nothing about jobs or revisions ("recorded"). */
      readonly observation: Observation | null;
      readonly quirks: readonly Quirk[];
    }
  /** Not ours to keep: an event we do not use, another forge's payload, a body without a repository. `reason` is one static word. */
  | { readonly result: 'ignored'; readonly reason: 'event' | 'forge' | 'no_repository' | 'shape' };

/** A line of the append-only log: one delivery (or one back-filled fact) with its observation. */
export interface LogEntry {
  readonly repository: RepositoryRef;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** Our clock, milliseconds; retention counts from it. */
  readonly receivedAt: number;
  /** When GitHub made the delivery (from a version-1 GUID), milliseconds; null when the GUID does not tell. */
  readonly sentAt: number | null;
  readonly observation: Observation | null;
  readonly quirks: readonly Quirk[];
}
