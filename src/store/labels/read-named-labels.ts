import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { inScope, type SeenRepositories } from '../read/seen-repositories.ts';
import { readState } from '../state.ts';

/** The labels whose values are limited, by the name under which the choice is saved. */
export type LimitedLabel = 'label_repositories' | 'label_providers';

/** A choice of values. */
export interface NamedValues {
  /** Chosen before and saved, in the order in which they were chosen. */
  readonly kept: readonly string[];
  /** What fills the room that is left now: the busiest first. Not saved yet. */
  readonly added: readonly string[];
}

/** A repository with series of its own. */
export interface NamedRepository {
  readonly id: number;
  readonly host: string;
}

/** The repositories with series of their own, at most `max`. */
export async function readNamedRepositories(db: Db, max: number): Promise<readonly NamedRepository[]> {
  const { kept, added } = await readNamedValues(db, 'label_repositories', max);
  return [...kept, ...added].map((key) => {
    const at = key.indexOf('@');
    return { id: Number(key.slice(0, at)), host: key.slice(at + 1) };
  });
}

/** The providers with series of their own, at most `max`; of a scope that is not all, those that reported there. */
export async function readNamedProviders(db: Db, scope: SeenRepositories, max: number): Promise<readonly string[]> {
  const { kept, added } = await readNamedValues(db, 'label_providers', max);
  const named = [...kept, ...added];
  if (scope === 'all') return named;
  const rows = await db.selectFrom('totals as t').select('t.provider').distinct().where(inScope(scope, 't')).execute();
  const seen = new Set(rows.map(({ provider }) => provider));
  return named.filter((provider) => seen.has(provider));
}

/**
 * The values of a label that keep a name of their own, at most `max`. The saved choice comes first and stays: a value
 * that moved between its own series and `other` would make counters fall.
 */
export async function readNamedValues(db: Db, label: LimitedLabel, max: number): Promise<NamedValues> {
  const saved: readonly string[] = JSON.parse((await readState(db, label)) ?? '[]');
  const kept = saved.slice(0, max);
  if (kept.length === max) return { kept, added: [] };
  const found = await (label === 'label_providers' ? busiestProviders : busiestRepositories)(db, max);
  return { kept, added: found.filter((value) => !kept.includes(value)).slice(0, max - kept.length) };
}

/** As `id@host`. */
async function busiestRepositories(db: Db, max: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('totals')
    .select(['repository_id', 'host'])
    .where('repository_id', '<>', 0)
    .where('name', 'in', ['jobs_queued', 'revisions'])
    .groupBy(['repository_id', 'host'])
    .orderBy(sql`sum(exported)`, 'desc')
    .orderBy('repository_id')
    .orderBy('host')
    .limit(max)
    .execute();
  return rows.map(({ repository_id, host }) => `${repository_id}@${host}`);
}

async function busiestProviders(db: Db, max: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('totals')
    .select('provider')
    .where('repository_id', '=', 0)
    .where('name', 'in', ['jobs_queued', 'revision_first_status'])
    .where('provider', 'not in', ['', 'any'])
    .where('label', '<>', 'sum_ms')
    .groupBy('provider')
    .orderBy(sql`sum(exported)`, 'desc')
    .orderBy('provider')
    .limit(max)
    .execute();
  return rows.map(({ provider }) => provider);
}
