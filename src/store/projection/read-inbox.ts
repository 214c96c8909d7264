import { type Db, run } from '../database.ts';
import type { LogKey } from '../log-row.ts';
import { choiceConditions, type RepositoryChoice } from '../repository-choice.ts';
import { arrayLiteral, unnest } from '../unnest.ts';
import type { RepositoryKey } from './load-repository-facts.ts';

/** One committed delivery (or one request to fold again) that waits to be folded. */
export interface InboxRow {
  readonly repository_id: number;
  readonly host: string;
  readonly guid: string;
  readonly head_sha: string | null;
  readonly pull_request: number | null;
  readonly full_name: string;
  readonly private: boolean | null;
  readonly installation_id: number | null;
  readonly seen_at: number;
  readonly received_at: number;
  readonly quirks: string;
}

/** One repository fills at most this part of a batch, so that one that sends very much does not keep the others waiting. */
const repositoryShare = 0.25;

/**
 * Waiting rows of these lanes, of the repositories in the choice: the repositories that have waited longest, each with all that waits of
 * it where that is not too much. What comes together is folded once, and a repository of which nothing is left can be settled at once.
 * The caller holds the lanes' locks. Uses inbox_lane and the primary key.
 */
export function readInbox(
  db: Db,
  lanes: readonly number[],
  limit: number,
  choice: RepositoryChoice,
): Promise<readonly InboxRow[]> {
  const own = choiceConditions(choice, 't', 5);
  return run<InboxRow>(
    db,
    `select i.repository_id, i.host, i.guid, i.head_sha, i.pull_request, i.full_name, i.private, i.installation_id, i.seen_at, i.received_at, i.quirks
     from (
       select o.repository_id, o.host, min(o.received_at) as since
       from unnest($1::int2[]) as l(lane) cross join lateral (
         select t.repository_id, t.host, t.received_at from inbox t where t.lane = l.lane ${own.conditions} order by t.received_at limit $2
       ) o
       group by o.repository_id, o.host order by since
     ) f cross join lateral (
       select * from inbox w where w.repository_id = f.repository_id and w.host = f.host order by w.received_at limit $3
     ) i
     limit $4`,
    [arrayLiteral(lanes), Math.ceil(limit / lanes.length), Math.ceil(limit * repositoryShare), limit, ...own.params],
  );
}

/** How many rows wait of each of these repositories, also such as came a moment ago. */
export async function countWaiting(
  db: Db,
  repositories: readonly RepositoryKey[],
): Promise<readonly (RepositoryKey & { readonly waiting: number })[]> {
  const keys = unnest({ repository_id: 'int8', host: 'text' }, repositories);
  return run(
    db,
    `select i.repository_id, i.host, count(*) as waiting from ${keys.from} join inbox i on i.repository_id = u.repository_id and i.host = u.host
     group by i.repository_id, i.host`,
    keys.params,
  );
}

/** Takes rows out of the inbox; returns the keys of those that were there. */
export function clearInbox(db: Db, rows: readonly LogKey[]): Promise<readonly LogKey[]> {
  const keys = unnest({ repository_id: 'int8', host: 'text', guid: 'text' }, rows);
  return run<LogKey>(
    db,
    `delete from inbox using ${keys.from} where inbox.repository_id = u.repository_id and inbox.host = u.host and inbox.guid = u.guid
     returning inbox.repository_id, inbox.host, inbox.guid`,
    keys.params,
  );
}
