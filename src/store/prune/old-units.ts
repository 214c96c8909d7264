import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { keyTable } from '../key-table.ts';
import type { CommitKey, PullRequestKey } from '../projection/load-observations.ts';

/** Commits whose observations were all received before `before` (ms), at most `limit`. Uses observation_log_received. */
export function findOldCommits(db: Db, before: number, limit: number): Promise<readonly CommitKey[]> {
  return db
    .selectFrom((old) =>
      old
        .selectFrom('observation_log')
        .select(['repository_id', 'host', 'head_sha'])
        .distinct()
        .where('received_at', '<', instant(before))
        .where('head_sha', 'is not', null)
        .$narrowType<{ head_sha: string }>()
        .as('o'),
    )
    .leftJoin('observation_log as n', (join) =>
      join
        .onRef('n.repository_id', '=', 'o.repository_id')
        .onRef('n.head_sha', '=', 'o.head_sha')
        .onRef('n.host', '=', 'o.host')
        .on('n.received_at', '>=', instant(before)),
    )
    .select(['o.repository_id', 'o.host', 'o.head_sha'])
    .where('n.repository_id', 'is', null)
    .limit(limit)
    .execute();
}

/** A link between a commit and a pull request that had it as a head. */
export interface CommitOfPullRequest extends PullRequestKey {
  readonly head_sha: string;
}

/** The pull requests of these commits, and every head commit of those pull requests. */
export function findLinks(db: Db, commits: readonly CommitKey[]): Promise<readonly CommitOfPullRequest[]> {
  const keys = keyTable(db, 'observation_log', ['repository_id', 'host', 'head_sha'], commits);
  return db
    .selectFrom(keys.u)
    .innerJoin('observation_log as p', (join) => join.on(keys.matches('p')).on('p.pull_request', 'is not', null))
    .innerJoin('observation_log as h', (join) =>
      join
        .onRef('h.repository_id', '=', 'p.repository_id')
        .onRef('h.pull_request', '=', 'p.pull_request')
        .onRef('h.host', '=', 'p.host')
        .on(keys.within('h')),
    )
    .select(['h.repository_id', 'h.host', 'h.pull_request', 'h.head_sha'])
    .distinct()
    .$narrowType<{ pull_request: number; head_sha: string }>()
    .execute();
}

/** Which of these commits have anything received at or after `since` (ms). */
export function findYoungCommits(db: Db, commits: readonly CommitKey[], since: number): Promise<readonly CommitKey[]> {
  const keys = keyTable(db, 'observation_log', ['repository_id', 'host', 'head_sha'], commits);
  return db
    .selectFrom(keys.u)
    .innerJoin('observation_log as l', (join) => join.on(keys.matches('l')))
    .select(['l.repository_id', 'l.host', 'l.head_sha'])
    .distinct()
    .$narrowType<{ head_sha: string }>()
    .where('l.received_at', '>=', instant(since))
    .execute();
}
