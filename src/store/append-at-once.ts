import { type Db, run } from './database.ts';
import { type LogRow, logColumns, namingColumns } from './log-row.ts';

const columns = { ...logColumns, ...namingColumns };
const logged = Object.keys(logColumns).join(', ');

// One JSON text instead of an array a column: most of a row is JSON anyway, and the door's thread is what is scarce.
const given = Object.entries(columns)
  .map(([name, type]) => (type === 'timestamptz' ? `to_timestamp(u.${name} / 1000) as ${name}` : `u.${name}`))
  .join(', ');
const shape = Object.entries(columns)
  .map(([name, type]) => `${name} ${type === 'timestamptz' ? 'float8' : type}`)
  .join(', ');

const statement = `
  with given as materialized (select ${given} from json_to_recordset($1::json) as u(${shape})),
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
  select guid from logged`;

/** Log and inbox in one statement, so one round trip and one commit. Returns the GUIDs that are new. */
export async function appendAtOnce(db: Db, rows: readonly LogRow[]): Promise<readonly string[]> {
  const fresh = await run<{ guid: string }>(db, statement, [JSON.stringify(rows)]);
  return fresh.map(({ guid }) => guid);
}
