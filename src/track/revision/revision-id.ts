import type { RevisionAction } from '../../model/revision.ts';
import { stableId } from '../stable-id.ts';

/** What identifies a revision row. */
export interface RevisionIdentity {
  readonly host: string;
  readonly repositoryId: number;
  readonly pullRequest: number;
  readonly headSha: string;
  readonly action: RevisionAction;
  /** Milliseconds, UTC. */
  readonly changedAt: number;
  /** A provider's name, or `any`. */
  readonly provider: string;
}

/** The id of a revision row: 32 hex digits, the same wherever and whenever the log is folded. */
export function revisionId(identity: RevisionIdentity): string {
  return stableId([
    'revision',
    identity.host,
    identity.repositoryId,
    identity.pullRequest,
    identity.headSha,
    identity.action,
    identity.changedAt,
    identity.provider,
  ]);
}
