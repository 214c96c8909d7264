import type { SettledVerdict } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import { unnest } from '../unnest.ts';

/** What an objective decided about an event; `at` is the event's own time, ms. */
export interface VerdictRow {
  readonly repository_id: number;
  readonly host: string;
  readonly slo: string;
  readonly event_id: string;
  readonly verdict: SettledVerdict;
  readonly at: number;
}
export type VerdictKey = Pick<VerdictRow, 'repository_id' | 'host' | 'slo' | 'event_id'>;

const keyColumns = { repository_id: 'int8', host: 'text', slo: 'text', event_id: 'text' } as const;

/** The stored verdicts of these objectives on these events. */
export function readVerdicts(db: Db, keys: readonly VerdictKey[]): Promise<readonly VerdictRow[]> {
  if (keys.length === 0) return Promise.resolve([]);
  const batch = unnest(keyColumns, keys);
  return run(
    db,
    `select v.repository_id, v.host, v.slo, v.event_id, v.verdict, v.at
     from ${batch.from} join verdicts v on v.repository_id = u.repository_id and v.host = u.host and v.slo = u.slo and v.event_id = u.event_id`,
    batch.params,
  );
}

export async function saveVerdicts(db: Db, rows: readonly VerdictRow[]): Promise<void> {
  await insertRows(db, {
    table: 'verdicts',
    columns: { ...keyColumns, verdict: 'text', at: 'timestamptz' },
    rows,
    ending: `on conflict (repository_id, host, slo, event_id) do update set verdict = excluded.verdict, at = excluded.at`,
  });
}

export async function deleteVerdicts(db: Db, keys: readonly VerdictKey[]): Promise<void> {
  if (keys.length === 0) return;
  const batch = unnest(keyColumns, keys);
  await run(
    db,
    `delete from verdicts v using ${batch.from} where v.repository_id = u.repository_id and v.host = u.host and v.slo = u.slo and v.event_id = u.event_id`,
    batch.params,
  );
}
