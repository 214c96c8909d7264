import { type Db, run } from './database.ts';
import { insertRows } from './insert-rows.ts';
import { type LogRow, logColumns, namingColumns } from './log-row.ts';
import { unnest } from './unnest.ts';

const inboxColumns = {
  repository_id: 'int8',
  host: 'text',
  guid: 'text',
  lane: 'int2',
  head_sha: 'text',
  pull_request: 'int4',
  ...namingColumns,
  seen_at: 'timestamptz',
  received_at: 'timestamptz',
  quirks: 'text',
} as const;

type LogKey = Pick<LogRow, 'repository_id' | 'host' | 'guid'>;

/**
 * The same where the log is distributed and the inbox is not: statements of their own, so that the log's rows are routed,
 * in one transaction. Returns the GUIDs that are new.
 */
export async function appendInSteps(db: Db, rows: readonly LogRow[]): Promise<readonly string[]> {
  if (!db.isTransaction) return db.transaction().execute((tx) => appendInSteps(tx, rows));
  const fresh = await insertRows<LogKey>(db, {
    table: 'observation_log',
    columns: logColumns,
    rows,
    ending: 'on conflict (repository_id, host, guid) do nothing returning repository_id, host, guid',
  });
  const left = new Set(fresh.map(keyOf));
  const waiting = rows.filter((row) => left.delete(keyOf(row)) && (row.observation != null || row.quirks !== ''));
  if (waiting.length > 0) await queue(db, waiting);
  return fresh.map(({ guid }) => guid);
}

async function queue(db: Db, rows: readonly LogRow[]): Promise<void> {
  const { select, from, params } = unnest(
    inboxColumns,
    rows.map((row) => ({ ...row, seen_at: row.sent_at ?? row.received_at })),
  );
  await run(
    db,
    `insert into inbox (${Object.keys(inboxColumns).join(', ')}) select ${select} from ${from}
     on conflict (repository_id, host, guid) do nothing`,
    params,
  );
}

function keyOf({ repository_id, host, guid }: LogKey): string {
  return `${repository_id}@${host}/${guid}`;
}
