import { type Db, run } from '../database.ts';
import { readState, writeState } from '../state.ts';
import type { ReadTotalsOptions, TotalRow } from '../store.ts';
import { arrayLiteral } from '../unnest.ts';

const stateKey = 'label_repositories';

interface Row extends Omit<TotalRow, 'exemplar'> {
  readonly exemplar_url?: string | null;
  readonly exemplar_value?: number | null;
  readonly exemplar_at?: number | null;
}

/**
 * The durable totals of all repositories together; with `repositories`, those of so many, the busiest, by name instead, and
 * the rest of all of them under the name `other`.
 */
export async function readTotals(
  db: Db,
  { repositories, exemplars = true }: ReadTotalsOptions = {},
): Promise<readonly TotalRow[]> {
  const rows = await (repositories === undefined
    ? readTogether(db, exemplars)
    : readByRepository(db, repositories, exemplars));
  return rows.map(toTotalRow);
}

function toTotalRow({ name, repository, kind, provider, label, value, ...row }: Row): TotalRow {
  const { exemplar_url: url = null, exemplar_value, exemplar_at } = row;
  const exemplar = url === null ? null : { url, value: exemplar_value as number, at: exemplar_at as number };
  return { name, repository, kind, provider, label, value, exemplar };
}

function readTogether(db: Db, exemplars: boolean): Promise<readonly Row[]> {
  const example = exemplars ? ', exemplar_url, exemplar_value, exemplar_at' : '';
  return run<Row>(
    db,
    `select name, '' as repository, kind, provider, label, exported as value${example}
     from totals where repository_id = 0 order by name, kind, provider, label`,
  );
}

async function readByRepository(db: Db, max: number, exemplars: boolean): Promise<readonly Row[]> {
  const named = (await namedRepositories(db, max)).map((key) => key.split('@'));
  const example = exemplars
    ? `, max(t.exemplar_url) as exemplar_url, max(t.exemplar_value) as exemplar_value, max(t.exemplar_at) as exemplar_at`
    : '';
  return run<Row>(
    db,
    `with named as (select * from unnest($1::int8[], $2::text[]) as n(repository_id, host))
     select t.name, case when n.repository_id is null then 'other' else coalesce(r.full_name, 'other') end as repository, t.kind, t.provider, t.label, sum(t.exported)::bigint as value${example}
     from totals t
       left join named n on n.repository_id = t.repository_id and n.host = t.host
       left join repositories r on r.repository_id = t.repository_id and r.host = t.host
     where t.repository_id <> 0
     group by t.name, 2, t.kind, t.provider, t.label
     order by t.name, 2, t.kind, t.provider, t.label`,
    [arrayLiteral(named.map(([id]) => id as string)), arrayLiteral(named.map(([, host]) => host as string))],
  );
}

/**
 * The repositories with series of their own, as `id@host`: chosen once, the busiest first, and kept, because a
 * repository that moved between its own series and `other` would make counters fall. New ones fill what room is left.
 */
async function namedRepositories(db: Db, max: number): Promise<readonly string[]> {
  const kept: readonly string[] = JSON.parse((await readState(db, stateKey)) ?? '[]');
  if (kept.length >= max) return kept.slice(0, max);
  const busiest = await run<{ key: string }>(
    db,
    `select repository_id || '@' || host as key from totals
     where repository_id <> 0 and name in ('jobs_queued', 'revisions')
     group by repository_id, host order by sum(exported) desc, repository_id, host limit $1`,
    [max],
  );
  const added = busiest
    .map(({ key }) => key)
    .filter((key) => !kept.includes(key))
    .slice(0, max - kept.length);
  if (added.length > 0) await writeState(db, stateKey, JSON.stringify([...kept, ...added]));
  return [...kept, ...added];
}
