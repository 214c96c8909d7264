import { sql } from 'kysely';
import type { ProcessKind } from '../../model/generation.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** A process runs when it was seen less than this long ago. */
const aliveMs = 15_000;
/** For this long a `cislo migrate` counts as a running process, because the servers with its settings are started after it. */
const migratedMs = 10 * 60_000;
/** Processes that were last seen longer ago than this are removed. */
const forgottenMs = 24 * 3_600_000;

/** What a process says of itself. */
export interface ProcessRow {
  readonly id: string;
  readonly kind: ProcessKind;
  /** The hash of its own settings. */
  readonly deployment: string;
}

/** Notes that a process runs at `now` (ms). */
export async function beat(db: Db, { id, kind, deployment }: ProcessRow, now: number): Promise<void> {
  const seen = { deployment, seen_at: instant(now) };
  await db
    .insertInto('processes')
    .values({ id, kind, ...seen })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
    .execute();
}

/** Notes that a process has ended. */
export async function leave(db: Db, id: string): Promise<void> {
  await db.deleteFrom('processes').where('id', '=', id).execute();
}

/** Whether, at `now` (ms), a process other than `id` runs whose own settings have this hash. */
export async function isDeploymentAlive(db: Db, hash: string, id: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('processes')
    .select('id')
    .where('deployment', '=', hash)
    .where('id', '<>', id)
    .where(
      'seen_at',
      '>',
      sql<number>`case kind when 'migrate' then ${instant(now - migratedMs)} else ${instant(now - aliveMs)} end`,
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a server runs at `now` (ms), whatever its settings are. */
export async function isServerAlive(db: Db, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('processes')
    .select('id')
    .where('kind', '=', 'serve')
    .where('seen_at', '>', instant(now - aliveMs))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes the rows of processes that ended long before `now` (ms) without noting it. */
export async function forgetProcesses(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('processes')
    .where('seen_at', '<', instant(now - forgottenMs))
    .execute();
}
