import { type Db, run } from '../database.ts';
import type { CommitKey, PullRequestKey } from '../projection/load-observations.ts';
import { unnest } from '../unnest.ts';

/** Commits whose observations were all received before `before` (ms), at most `limit`. Uses observation_log_received. */
export function findOldCommits(db: Db, before: number, limit: number): Promise<readonly CommitKey[]> {
  return run(
    db,
    `select o.repository_id, o.host, o.head_sha
     from (select distinct repository_id, host, head_sha from observation_log where received_at < $1 and head_sha is not null) o
       left join observation_log n on n.repository_id = o.repository_id and n.head_sha = o.head_sha and n.host = o.host and n.received_at >= $1
     where n.repository_id is null limit $2`,
    [new Date(before).toISOString(), limit],
  );
}

/** A link between a commit and a pull request that had it as a head, and the time the newest of either was received. */
export interface Link extends PullRequestKey {
  readonly head_sha: string;
}

/** The pull requests of these commits, and every head commit of those pull requests. */
export function findLinks(db: Db, commits: readonly CommitKey[]): Promise<readonly Link[]> {
  const batch = unnest({ repository_id: 'int8', host: 'text', head_sha: 'text' }, commits);
  return run(
    db,
    `select distinct h.repository_id, h.host, h.pull_request, h.head_sha
     from ${batch.from}
       join observation_log p on p.repository_id = u.repository_id and p.head_sha = u.head_sha and p.host = u.host and p.pull_request is not null
       join observation_log h on h.repository_id = p.repository_id and h.pull_request = p.pull_request and h.host = p.host`,
    batch.params,
  );
}

/** Which of these commits have anything received at or after `since` (ms). */
export function findYoungCommits(db: Db, commits: readonly CommitKey[], since: number): Promise<readonly CommitKey[]> {
  const batch = unnest({ repository_id: 'int8', host: 'text', head_sha: 'text' }, commits, 2);
  return run(
    db,
    `select distinct l.repository_id, l.host, l.head_sha
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.head_sha = u.head_sha and l.host = u.host
     where l.received_at >= $1`,
    [new Date(since).toISOString(), ...batch.params],
  );
}
