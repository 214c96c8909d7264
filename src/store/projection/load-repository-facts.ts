import type { RepositoryObservation } from '../../model/observation.ts';
import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { arrayLiteral } from '../unnest.ts';

/** A repository. */
export interface RepositoryKey {
  readonly repository_id: number;
  readonly host: string;
}

/**
 * What happened to these repositories as a whole, and to the branches of these names, in any order. Uses observation_log_repository.
 */
export function loadRepositoryFacts(
  db: Db,
  repositories: readonly RepositoryKey[],
  branches: readonly string[],
): Promise<readonly (RepositoryKey & { readonly observation: RepositoryObservation })[]> {
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text' }, repositories, 2);
  return run(
    db,
    `select l.repository_id, l.host, l.observation
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.host = u.host ${batch.within('l')}
     where l.head_sha is null and l.pull_request is null and l.observation is not null
       and (l.branch is null or l.branch = any($1::text[]))`,
    [arrayLiteral(branches), ...batch.params],
  );
}

/**
 * What lines of the inbox that name neither a commit nor a pull request say of their repositories, without new names: a name ends
 * no wait, and `saveRepositories` tells which names were not known yet.
 */
export function loadNewFacts(
  db: Db,
  lines: readonly (RepositoryKey & { readonly guid: string })[],
): Promise<readonly (RepositoryKey & { readonly observation: RepositoryObservation })[]> {
  if (lines.length === 0) return Promise.resolve([]);
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text', guid: 'text' }, lines);
  return run(
    db,
    `select l.repository_id, l.host, l.observation
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.host = u.host and l.guid = u.guid ${batch.within('l')}
     where l.observation ->> 'fact' <> 'renamed'`,
    batch.params,
  );
}
