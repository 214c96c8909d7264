import { type Db, run } from '../database.ts';

/** How the inbox names a request to fold something again; no delivery's GUID begins so. */
export const foldRequestPrefix = 'fold:';

/** Of two requests for the same thing the earlier time stays. */
const keepOldest = `on conflict (repository_id, host, guid) do update
     set received_at = excluded.received_at where excluded.received_at < inbox.received_at`;

/**
 * Puts every commit and pull request of a repository into the inbox again, because something other than a delivery
 * changed what the fold makes of them: the repository's name. `receivedAt`: when the oldest delivery that caused the request was
 * received, ms; the request has that time in the inbox, because that delivery is not in the numbers until the request is folded.
 */
export async function requestFold(
  db: Db,
  { repository_id, host }: { readonly repository_id: number; readonly host: string },
  receivedAt: number,
): Promise<void> {
  await run(
    db,
    `insert into inbox (repository_id, host, guid, lane, head_sha, pull_request, full_name, private, installation_id, seen_at, received_at, quirks)
     select l.repository_id, l.host, '${foldRequestPrefix}' || coalesce(l.pull_request::text, l.head_sha), min(l.lane),
            case when l.pull_request is null then l.head_sha end, l.pull_request,
            min(r.full_name), bool_and(r.private), min(r.installation_id), min(r.seen_at), $1::timestamptz, ''
     from observation_log l join repositories r on r.repository_id = l.repository_id and r.host = l.host
     where l.observation is not null and coalesce(l.pull_request::text, l.head_sha) is not null
       and l.repository_id = $2 and l.host = $3
     group by l.repository_id, l.host, l.pull_request, case when l.pull_request is null then l.head_sha end, coalesce(l.pull_request::text, l.head_sha)
     ${keepOldest}`,
    [new Date(receivedAt).toISOString(), repository_id, host],
  );
}

/**
 * Puts into the inbox again what a fact about a whole repository (or one of its branches) can change: commits with runs that have no
 * final state, and pull requests with revisions that nobody answered. `receivedAt` as above. Uses job_runs_unfinished and revisions_unanswered.
 */
export async function requestOpenFold(
  db: Db,
  { repository_id, host }: { readonly repository_id: number; readonly host: string },
  branch: string | null,
  receivedAt: number,
): Promise<void> {
  const params = [new Date(receivedAt).toISOString(), repository_id, host];
  await requestKeys(db, 'job_runs', 'head_sha', branch === null ? '' : 'and d.branch = $4', [
    ...params,
    ...(branch === null ? [] : [branch]),
  ]);
  if (branch === null) await requestKeys(db, 'revisions', 'pull_request', '', params);
}

const openRows = {
  job_runs: '(d.finished_at is null or d.abandoned_at is not null) and not d.removed',
  revisions: 'd.first_status_at is null and not d.removed',
} as const;

async function requestKeys(
  db: Db,
  table: keyof typeof openRows,
  key: 'head_sha' | 'pull_request',
  scope: string,
  params: readonly (string | number)[],
): Promise<void> {
  await run(
    db,
    `insert into inbox (repository_id, host, guid, lane, ${key}, full_name, private, installation_id, seen_at, received_at, quirks)
     select d.repository_id, d.host, '${foldRequestPrefix}' || d.${key}, min(d.lane), d.${key},
            min(r.full_name), bool_and(r.private), min(r.installation_id), min(r.seen_at), $1::timestamptz, ''
     from ${table} d join repositories r on r.repository_id = d.repository_id and r.host = d.host
     where d.repository_id = $2 and d.host = $3 and ${openRows[table]} ${scope}
     group by d.repository_id, d.host, d.${key}
     ${keepOldest}`,
    params,
  );
}
