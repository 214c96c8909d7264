import { type Db, run } from '../database.ts';

/** How the inbox names a request to fold something again; no delivery's GUID begins so. */
export const foldRequestPrefix = 'fold:';

/**
 * Puts every commit and pull request of a repository (or of all, when none is given) into the inbox again, because
 * something other than a delivery changed what the fold makes of them: a rule, or the repository's name.
 */
export async function requestFold(
  db: Db,
  repository: { readonly repository_id: number; readonly host: string } | null,
  now: number,
): Promise<void> {
  const scope = repository === null ? '' : 'and l.repository_id = $2 and l.host = $3';
  await run(
    db,
    `insert into inbox (repository_id, host, guid, lane, head_sha, pull_request, full_name, private, installation_id, seen_at, received_at, quirks)
     select l.repository_id, l.host, '${foldRequestPrefix}' || coalesce(l.pull_request::text, l.head_sha), min(l.lane),
            case when l.pull_request is null then l.head_sha end, l.pull_request,
            min(r.full_name), bool_and(r.private), min(r.installation_id), min(r.seen_at), $1::timestamptz, ''
     from observation_log l join repositories r on r.repository_id = l.repository_id and r.host = l.host
     where l.observation is not null ${scope}
     group by l.repository_id, l.host, l.pull_request, case when l.pull_request is null then l.head_sha end, coalesce(l.pull_request::text, l.head_sha)
     on conflict (repository_id, host, guid) do nothing`,
    [new Date(now).toISOString(), ...(repository === null ? [] : [repository.repository_id, repository.host])],
  );
}
