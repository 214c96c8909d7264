import type { SettledVerdict } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { insertRows } from '../insert-rows.ts';

/** What a generation of an objective decided about an event; `at` is the event's own time, ms. */
export interface VerdictRow {
  readonly repository_id: number;
  readonly host: string;
  readonly generation: number;
  readonly event_id: string;
  readonly verdict: SettledVerdict;
  readonly at: number;
  /** Whose event it is; null: events that have no provider. */
  readonly provider: string | null;
}
export type VerdictKey = Pick<VerdictRow, 'repository_id' | 'host' | 'generation' | 'event_id'>;

const keyColumns = { repository_id: 'int8', host: 'text', generation: 'int4', event_id: 'text' } as const;
const ownColumns = { verdict: 'text', at: 'timestamptz', provider: 'text' } as const;

/** The stored verdicts of these generations on these events. */
export function readVerdicts(db: Db, keys: readonly VerdictKey[]): Promise<readonly VerdictRow[]> {
  if (keys.length === 0) return Promise.resolve([]);
  const batch = shardBatch(db, keyColumns, keys);
  return run(
    db,
    `select v.repository_id, v.host, v.generation, v.event_id, v.verdict, v.at, v.provider
     from ${batch.from} join verdicts v on v.repository_id = u.repository_id and v.host = u.host and v.generation = u.generation and v.event_id = u.event_id ${batch.within('v')}`,
    batch.params,
  );
}

/** A verdict in the place of another. */
export interface VerdictChange {
  readonly before: VerdictRow;
  readonly after: VerdictRow;
}

const wasColumns = { was_verdict: 'text', was_at: 'timestamptz' } as const;
const own =
  'v.repository_id = u.repository_id and v.host = u.host and v.generation = u.generation and v.event_id = u.event_id';
const stillStands = 'v.verdict = u.was_verdict and v.at = u.was_at';

/**
 * Writes verdicts on events that had none, changes those that are as they were read, and deletes such.
 * @throws Error when one is not as it was read: somebody else's commit became visible meanwhile, and nothing of this transaction may
 *   stand. What is due is read again then.
 */
export async function saveVerdicts(
  db: Db,
  added: readonly VerdictRow[],
  changed: readonly VerdictChange[],
  deleted: readonly VerdictRow[],
): Promise<void> {
  const written = await insertRows<{ event_id: string }>(db, {
    table: 'verdicts',
    columns: { ...keyColumns, ...ownColumns },
    rows: added,
    ending: `on conflict (repository_id, event_id, generation, host) do nothing returning event_id`,
  });
  requireAll('added', added.length, written.length);
  if (changed.length > 0) await changeVerdicts(db, changed);
  if (deleted.length > 0) await deleteVerdicts(db, deleted);
}

async function changeVerdicts(db: Db, changed: readonly VerdictChange[]): Promise<void> {
  const columns = { ...keyColumns, ...wasColumns, ...ownColumns } as const;
  const rows = changed.map(({ before, after }) => ({ ...after, was_verdict: before.verdict, was_at: before.at }));
  const batch = shardBatch(db, columns, rows);
  const found = await run<{ event_id: string }>(
    db,
    `update verdicts v set verdict = u.verdict, at = u.at, provider = u.provider from ${batch.from} where ${own} ${batch.within('v')} and ${stillStands} returning v.event_id`,
    batch.params,
  );
  requireAll('changed', changed.length, found.length);
}

async function deleteVerdicts(db: Db, deleted: readonly VerdictRow[]): Promise<void> {
  const rows = deleted.map((row) => ({ ...row, was_verdict: row.verdict, was_at: row.at }));
  const batch = shardBatch(db, { ...keyColumns, ...wasColumns }, rows);
  const found = await run<{ event_id: string }>(
    db,
    `delete from verdicts v using ${batch.from} where ${own} ${batch.within('v')} and ${stillStands} returning v.event_id`,
    batch.params,
  );
  requireAll('deleted', deleted.length, found.length);
}

function requireAll(what: string, wanted: number, found: number): void {
  if (found === wanted) return;
  throw new Error(
    `${wanted - found} of ${wanted} verdicts to be ${what} are not as they were read: another transaction became visible meanwhile; what is due is settled again`,
  );
}
