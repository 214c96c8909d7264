import { type Db, run } from './database.ts';
import { type LogKey, type LogRow, logColumns, logKey, logKeyColumns, namingColumns } from './log-row.ts';
import { type Database, tableColumns } from './schema.ts';

const columns = { ...logColumns, ...namingColumns };
const logged = Object.keys(logColumns).join(', ');
const key = logKeyColumns.join(', ');

/** The columns of the inbox that no row brings. */
const made: Readonly<Record<string, string>> = {
  seen_at: 'coalesce(sent_at, received_at)',
} satisfies Record<Exclude<keyof Database['inbox'], keyof LogRow>, string>;
const inboxNames = Object.keys(tableColumns.inbox);
const queued = inboxNames.map((name) => made[name] ?? name).join(', ');

// The rows are sent as one JSON text, not as one array for each column: this costs the door's thread least time.
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
    on conflict (${key}) do nothing
    returning ${key}
  ),
  queued as (
    insert into inbox (${inboxNames.join(', ')})
    select distinct on (${key}) ${queued}
    from given join logged using (${key})
    where observation is not null or quirks <> ''
    on conflict (${key}) do nothing
  )
  select ${key} from logged`;

/** Log and inbox in one statement, so one round trip and one commit. Returns the keys of the rows that are new. */
export async function appendAtOnce(db: Db, rows: readonly LogRow[]): Promise<readonly string[]> {
  return (await run<LogKey>(db, statement, [JSON.stringify(rows)])).map(logKey);
}
