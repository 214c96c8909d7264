import { type Db, run } from './database.ts';
import { type LogRow, logColumns, namingColumns } from './log-row.ts';
import { unnest } from './unnest.ts';

const columns = { ...logColumns, ...namingColumns };
const logged = Object.keys(logColumns).join(', ');

/** Log and inbox in one statement, so one round trip and one commit. Returns the GUIDs that are new. */
export async function appendAtOnce(db: Db, rows: readonly LogRow[]): Promise<readonly string[]> {
  const { select, from, params } = unnest(columns, rows);
  const fresh = await run<{ guid: string }>(
    db,
    `with given as materialized (select ${select} from ${from}),
    logged as (
      insert into observation_log (${logged}) select ${logged} from given
      on conflict (repository_id, host, guid) do nothing
      returning repository_id, host, guid
    ),
    queued as (
      insert into inbox (repository_id, host, guid, lane, head_sha, pull_request, full_name, private, installation_id, seen_at, received_at, quirks)
      select distinct on (repository_id, host, guid) repository_id, host, guid, lane, head_sha, pull_request, full_name, private, installation_id, coalesce(sent_at, received_at), received_at, quirks
      from given join logged using (repository_id, host, guid)
      where observation is not null or quirks <> ''
      on conflict (repository_id, host, guid) do nothing
    )
    select guid from logged`,
    params,
  );
  return fresh.map(({ guid }) => guid);
}
