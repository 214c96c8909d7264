import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { keyTable } from '../key-table.ts';
import { loadHistory } from '../projection/load-history.ts';
import type { PullRequestKey } from '../projection/load-observations.ts';
import type { RepositoryKey } from '../projection/load-repository-facts.ts';

/** How much of a repository's history tells who is expected on a revision. */
export interface HistoryReach {
  /** So many revisions before it. */
  readonly count: number;
  /** Those that are older than this do not matter; ms. */
  readonly ms: number;
}

/**
 * Which of these old pull requests have a revision that somebody's expectations on a young one depend on: one that we received at or
 * after `since` (ms). Removing them would change what was decided.
 */
export async function findNeededPullRequests(
  db: Db,
  generation: number,
  pullRequests: readonly PullRequestKey[],
  since: number,
  reach: HistoryReach,
): Promise<readonly PullRequestKey[]> {
  if (pullRequests.length === 0) return [];
  const young = await findFirstYoung(db, pullRequests, since);
  const needed: PullRequestKey[] = [];
  for (const { repository_id, host, at } of young) {
    const before = await loadHistory(db, generation, [{ repository_id, host, from: at, to: at }], reach.count, 0);
    const times = before.map(({ revision }) => revision.changedAt).filter((time) => time >= at - reach.ms);
    const own = pullRequests.filter((key) => key.repository_id === repository_id && key.host === host);
    needed.push(...(await findChangedSince(db, own, Math.min(at, ...times))));
  }
  return needed;
}

/** The first change, by GitHub's clock, among those that we received at or after `since` about each of these repositories. */
async function findFirstYoung(
  db: Db,
  pullRequests: readonly PullRequestKey[],
  since: number,
): Promise<readonly (RepositoryKey & { readonly at: number })[]> {
  const repositories = [
    ...new Map(
      pullRequests.map(({ repository_id, host }) => [`${repository_id}@${host}`, { repository_id, host }]),
    ).values(),
  ];
  const keys = keyTable(db, 'repositories', ['repository_id', 'host'], repositories);
  return db
    .selectFrom(keys.u)
    .innerJoin('observation_log as l', (join) => join.on(keys.matches('l')))
    .select(['l.repository_id', 'l.host', sql<number>`min((l.observation->>'at')::int8)`.as('at')])
    .where('l.pull_request', 'is not', null)
    .where('l.received_at', '>=', instant(since))
    .groupBy(['l.repository_id', 'l.host'])
    .execute();
}

function findChangedSince(
  db: Db,
  pullRequests: readonly PullRequestKey[],
  at: number,
): Promise<readonly PullRequestKey[]> {
  const keys = keyTable(db, 'revisions', ['repository_id', 'host', 'pull_request'], pullRequests);
  return db
    .selectFrom(keys.u)
    .innerJoin('revisions as r', (join) => join.on(keys.matches('r')))
    .select(['r.repository_id', 'r.host', 'r.pull_request'])
    .distinct()
    .where('r.changed_at', '>=', instant(at))
    .execute();
}
