import type { Observation, PullRequestObservation } from '../../model/observation.ts';
import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { unnest } from '../unnest.ts';

export interface CommitKey {
  readonly repository_id: number;
  readonly host: string;
  readonly head_sha: string;
}
export interface PullRequestKey {
  readonly repository_id: number;
  readonly host: string;
  readonly pull_request: number;
}

/** All job and workflow observations of these commits. Uses observation_log_commit. */
export function loadCommitObservations(
  db: Db,
  keys: readonly CommitKey[],
): Promise<readonly (CommitKey & { readonly observation: Observation })[]> {
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text', head_sha: 'text' }, keys);
  return run(
    db,
    `select l.repository_id, l.host, l.head_sha, l.observation
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.head_sha = u.head_sha and l.host = u.host ${batch.within('l')}
     where l.pull_request is null`,
    batch.params,
  );
}

/** A change of a pull request. `folded`: the derived rows know of it already; false while it waits in the inbox. */
export interface PullRequestChange extends PullRequestKey {
  readonly observation: PullRequestObservation;
  readonly folded: boolean;
}

/** All changes of these pull requests. Uses observation_log_pull_request. */
export async function loadPullRequestObservations(
  db: Db,
  keys: readonly PullRequestKey[],
): Promise<readonly PullRequestChange[]> {
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text', pull_request: 'int4' }, keys);
  const rows = await run<Omit<PullRequestChange, 'folded'> & InboxKey>(
    db,
    `select l.repository_id, l.host, l.pull_request, l.observation, l.guid
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.pull_request = u.pull_request and l.host = u.host ${batch.within('l')}`,
    batch.params,
  );
  const waiting = await findWaiting(db, rows);
  return rows.map(({ guid, ...row }) => ({ ...row, folded: !waiting.has(keyOf({ ...row, guid })) }));
}

interface InboxKey {
  readonly repository_id: number;
  readonly host: string;
  readonly guid: string;
}

/** Which of these deliveries are in the inbox, which stays on one server while the log may be on many. */
async function findWaiting(db: Db, keys: readonly InboxKey[]): Promise<ReadonlySet<string>> {
  const batch = unnest({ repository_id: 'int8', host: 'text', guid: 'text' }, keys);
  const rows = await run<InboxKey>(
    db,
    `select i.repository_id, i.host, i.guid
     from ${batch.from} join inbox i on i.repository_id = u.repository_id and i.host = u.host and i.guid = u.guid`,
    batch.params,
  );
  return new Set(rows.map(keyOf));
}

function keyOf({ repository_id, host, guid }: InboxKey): string {
  return `${repository_id}@${host}/${guid}`;
}

/** The pull requests that have one of these commits as a head. Uses observation_log_head. */
export function findPullRequestsByHead(db: Db, keys: readonly CommitKey[]): Promise<readonly PullRequestKey[]> {
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text', head_sha: 'text' }, keys);
  return run(
    db,
    `select distinct l.repository_id, l.host, l.pull_request
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.head_sha = u.head_sha and l.host = u.host ${batch.within('l')}
     where l.pull_request is not null`,
    batch.params,
  );
}
