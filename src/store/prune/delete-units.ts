import { sql } from 'kysely';
import { noFold } from '../../model/generation.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { keyTable } from '../key-table.ts';
import type { CommitKey, PullRequestKey } from '../projection/load-observations.ts';
import type { Database } from '../schema.ts';
import type { FactTable } from '../settlement/save-settled.ts';

/** A deleted derived row: what the totals hold of it. `generation` is its fold generation; 0 for rows that no fold makes. */
export type DeletedRow = Pick<Database['job_runs'], 'repository_id' | 'host' | 'id' | 'generation' | 'counted'>;

/** Deletes everything about these commits but their share in totals and buckets. Returns the deleted job runs. */
export async function deleteCommits(db: Db, commits: readonly CommitKey[]): Promise<readonly DeletedRow[]> {
  const keys = keyTable(db, 'observation_log', ['repository_id', 'host', 'head_sha'], commits);
  for (const table of ['workflow_runs', 'commit_answers', 'observation_log'] as const) {
    await sql`delete from ${sql.table(table)} d using ${keys.u} where ${keys.matches('d')}`.execute(db);
  }
  return db
    .deleteFrom('job_runs as d')
    .using(keys.u)
    .where(keys.matches('d'))
    .returning(['d.repository_id', 'd.host', 'd.id', 'd.generation', 'd.counted'])
    .execute();
}

/**
 * Deletes the revisions of these pull requests, and notes for each repository up to when its history is forgotten. Returns the
 * deleted rows.
 */
export async function deletePullRequests(
  db: Db,
  pullRequests: readonly PullRequestKey[],
): Promise<readonly DeletedRow[]> {
  if (pullRequests.length === 0) return [];
  const keys = keyTable(db, 'revisions', ['repository_id', 'host', 'pull_request'], pullRequests);
  const deleted = await db
    .deleteFrom('revisions as r')
    .using(keys.u)
    .where(keys.matches('r'))
    .returning(['r.repository_id', 'r.host', 'r.id', 'r.generation', 'r.counted', 'r.changed_at'])
    .execute();
  await forgetUntil(db, deleted);
  return deleted;
}

async function forgetUntil(
  db: Db,
  deleted: readonly Pick<Database['revisions'], 'repository_id' | 'host' | 'changed_at'>[],
): Promise<void> {
  const newest = new Map<string, (typeof deleted)[number]>();
  for (const row of deleted) {
    const key = `${row.repository_id}@${row.host}`;
    if ((newest.get(key)?.changed_at ?? Number.NEGATIVE_INFINITY) < row.changed_at) newest.set(key, row);
  }
  if (newest.size === 0) return;
  const keys = keyTable(db, 'revisions', ['repository_id', 'host', 'changed_at'], [...newest.values()]);
  await db
    .updateTable('repositories as r')
    .from(keys.u)
    .set({ forgotten_until: sql`greatest(r.forgotten_until, u.changed_at)` })
    .whereRef('r.repository_id', '=', 'u.repository_id')
    .whereRef('r.host', '=', 'u.host')
    .where(keys.within('r'))
    .execute();
}

/** Deletes the verdicts on these events, of every generation of every objective, and returns them. */
export function deleteVerdictsOf(
  db: Db,
  events: readonly DeletedRow[],
): Promise<readonly Pick<Database['verdicts'], 'repository_id' | 'host' | 'generation' | 'verdict'>[]> {
  const rows = events.map(({ repository_id, host, id }) => ({ repository_id, host, event_id: id }));
  const keys = keyTable(db, 'verdicts', ['repository_id', 'host', 'event_id'], rows);
  return db
    .deleteFrom('verdicts as v')
    .using(keys.u)
    .where(keys.matches('v'))
    .returning(['v.repository_id', 'v.host', 'v.generation', 'v.verdict'])
    .execute();
}

/** By which time the rows of these tables grow old: GitHub's clock for its deliveries, ours for events that were sent. */
const ages = { hook_deliveries: 'delivered_at', custom_events: 'received_at' } as const satisfies Record<
  FactTable,
  string
>;

/** Deletes rows of a table that no fold makes, those older than `before` (ms), at most `limit`. Returns the deleted rows. */
export async function deleteOldFacts(
  db: Db,
  table: FactTable,
  before: number,
  limit: number,
): Promise<readonly DeletedRow[]> {
  const old = await db
    .selectFrom(table)
    .select(['repository_id', 'host', 'id'])
    .where(sql.ref(ages[table]), '<', instant(before))
    .limit(limit)
    .execute();
  if (old.length === 0) return [];
  const keys = keyTable(db, table, ['repository_id', 'host', 'id'], old);
  const { rows: deleted } = await sql<Omit<DeletedRow, 'generation'>>`
    delete from ${sql.table(table)} as d using ${keys.u} where ${keys.matches('d')}
    returning d.repository_id, d.host, d.id, d.counted`.execute(db);
  return deleted.map((row) => ({ ...row, generation: noFold }));
}
