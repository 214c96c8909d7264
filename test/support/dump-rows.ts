import { type Db, run } from '../../src/store/database.ts';
import { readLive } from '../../src/store/generation/read-live.ts';
import { tables } from '../../src/store/tables.ts';

/**
 * Every derived row and sum that is current, in a fixed order, as one text. Generations have the names of what they are made of, so
 * that two databases can be compared. `counters`: also what a scrape shows and the corrections.
 */
export async function dumpRows(db: Db, counters: 'with counters' | 'without counters'): Promise<string> {
  const { folds, slos } = await readLive(db);
  const names = new Map<number, string>([[0, 'deliveries']]);
  for (const { id, state } of folds) if (state === 'current') names.set(id, 'fold');
  for (const { id, state, slo } of slos) if (state === 'current') names.set(id, slo);
  const ids = [...names.keys()].join();
  const queries = [
    `select * from job_runs where generation in (${ids})`,
    `select * from workflow_runs where generation in (${ids})`,
    `select * from revisions where generation in (${ids})`,
    `select * from commit_answers where generation in (${ids})`,
    `select * from hook_deliveries`,
    `select * from verdicts where generation in (${ids})`,
    `select * from slo_buckets where (good <> 0 or bad <> 0 or excluded <> 0) and generation in (${ids})`,
    `select repository_id, host, generation, name, kind, provider, label, exact from totals where name <> 'slo_corrections' and exact <> 0 and generation in (${ids})`,
    `select repository_id, host, guid from observation_log`,
    `select repository_id, host, full_name from repositories`,
    ...(counters === 'with counters'
      ? [
          `select repository_id, host, generation, name, kind, provider, label, exported, exemplar_url, exemplar_value, exemplar_at from totals where generation in (${ids})`,
        ]
      : []),
  ];
  const parts: string[] = [];
  for (const query of queries) {
    const rows = await run<object>(db, query);
    parts.push(
      rows
        .map((row) => JSON.stringify(named(row, names)))
        .sort()
        .join('\n'),
    );
  }
  return parts.join('\n--\n');
}

/** The row with names for ids, and without what only says how it came to be. */
function named(row: object, names: ReadonlyMap<number, string>): object {
  const { moved_at: _movedAt, moves: _moves, ...kept } = row as Record<string, unknown>;
  if (typeof kept['generation'] === 'number') kept['generation'] = names.get(kept['generation']);
  if (typeof kept['pending'] === 'string') {
    const waiting = kept['pending'].split(',').flatMap((id) => names.get(Number(id)) ?? []);
    kept['pending'] = waiting.length === 0 ? null : waiting.sort().join();
  }
  return kept;
}

/** Tables that keep what the numbers are made with. */
const kept = ['state', 'generations', 'deployments', 'processes'];

/** Empties every table but those that keep what the numbers are made with, so that one database serves many runs. */
export async function emptyTables(db: Db, how: 'delete' | 'truncate' = 'delete'): Promise<void> {
  const names = Object.keys(tables).filter((name) => !kept.includes(name));
  if (how === 'truncate') await run(db, `truncate ${names.join(', ')}`);
  else await deleteRows(db, names);
}

/** Empties every table: as a database that was just made. */
export async function emptyDatabase(db: Db): Promise<void> {
  await deleteRows(db, Object.keys(tables));
}

/** Empties these tables. To truncate takes twenty times as long for a few rows, because it makes new files. */
export async function deleteRows(db: Db, [first, ...others]: readonly string[]): Promise<void> {
  const steps = others.map((name) => `${name}_rows as (delete from ${name})`);
  await run(db, `${steps.length === 0 ? '' : `with ${steps.join(', ')} `}delete from ${first}`);
}
