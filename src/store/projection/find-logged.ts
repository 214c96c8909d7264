import { type Db, run } from '../database.ts';
import { isDistributed } from '../distribution/is-distributed.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { type LogKey, logKey } from '../log-row.ts';
import { foldRequestPrefix } from './request-fold.ts';

/**
 * The inbox rows that can be folded now: their lines of the log are visible, and stay so for later statements. On many servers an inbox
 * row can be visible before its line of the log. Such a row has to stay in the inbox, or its line would never be folded. Requests to
 * fold again have no line in the log.
 */
export async function findLogged<Row extends LogKey>(db: Db, rows: readonly Row[]): Promise<readonly Row[]> {
  if (!(await isDistributed(db))) return rows;
  const lines = rows.filter(({ guid }) => !guid.startsWith(foldRequestPrefix));
  if (lines.length === 0) return rows;
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text', guid: 'text' }, lines);
  const found = await run<LogKey>(
    db,
    `select l.repository_id, l.host, l.guid
     from ${batch.from} join observation_log l on l.repository_id = u.repository_id and l.guid = u.guid and l.host = u.host ${batch.within('l')}`,
    batch.params,
  );
  const visible = new Set(found.map(logKey));
  return rows.filter((row) => row.guid.startsWith(foldRequestPrefix) || visible.has(logKey(row)));
}
