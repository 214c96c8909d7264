import { stableId } from '../stable-id.ts';

/** What identifies a job run: the job on its commit, and which time it ran there. */
export interface RunIdentity {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  /** From `jobKey`. */
  readonly jobKey: string;
  /** 1, 2, … among the runs with this key; always 1 where the key holds an Actions id. */
  readonly ordinal: number;
}

/** The id of a job run: 32 hex digits, the same wherever and whenever the log is folded. */
export function runId(identity: RunIdentity): string {
  return stableId([
    'job-run',
    identity.host,
    identity.repositoryId,
    identity.headSha,
    identity.jobKey,
    identity.ordinal,
  ]);
}
