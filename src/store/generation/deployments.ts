import { sql } from 'kysely';
import { sloNameOf } from '../../model/slo-name-of.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';
import { readStoredSlos } from '../stored-slo/read-stored-slos.ts';

/** Settings that were deployed, as they were written; `deployed_at` in ms. */
export type DeploymentRow = Pick<Database['deployments'], 'hash' | 'definition' | 'deployed_at'>;

/**
 * The settings that the numbers are made with now, and with their objectives those that are stored in the database. A stored one stands back
 * where the settings have an SLO of its name. null before the first deployment.
 */
export async function readCurrentDeployment(db: Db): Promise<DeploymentRow | null> {
  const row = await db
    .selectFrom('deployments')
    .select(['hash', 'definition', 'deployed_at'])
    .where('current', '=', true)
    .executeTakeFirst();
  if (row === undefined) return null;
  const stored = await readStoredSlos(db);
  if (stored.length === 0) return row;
  const definition = row.definition as { readonly objectives: readonly { readonly name: string }[] };
  const names = new Set(definition.objectives.map(({ name }) => sloNameOf(name)));
  const added = stored.filter(({ name }) => !names.has(name)).flatMap(({ objectives }) => objectives);
  return { ...row, definition: { ...definition, objectives: [...definition.objectives, ...added] } };
}

/**
 * Tells apart what `readCurrentDeployment` returns: it changes whenever that does. Null before the first deployment.
 * Every change of a stored SLO adds a row, so their number tells the state they are in.
 */
export async function readDeploymentKey(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('deployments')
    .select(deploymentKey.as('key'))
    .where('current', '=', true)
    .executeTakeFirst();
  return row?.key ?? null;
}

/** The key in a statement that reads from `deployments`. */
export const deploymentKey = sql<string>`deployments.hash || '/' || (select count(*) from stored_slos)`;

/** The hash of the settings that the numbers are made with now; null before the first deployment. */
export async function readCurrentDeploymentHash(db: Db): Promise<string | null> {
  const row = await db.selectFrom('deployments').select('hash').where('current', '=', true).executeTakeFirst();
  return row?.hash ?? null;
}

/** When settings of this hash were deployed last, ms; null: never. */
export async function readDeployedAt(db: Db, hash: string): Promise<number | null> {
  const row = await db.selectFrom('deployments').select('deployed_at').where('hash', '=', hash).executeTakeFirst();
  return row?.deployed_at ?? null;
}

/** Makes these settings the current ones. The caller may change the generations. */
export async function saveDeployment(tx: Db, hash: string, definition: unknown, now: number): Promise<void> {
  await tx.updateTable('deployments').set({ current: false }).where('current', '=', true).execute();
  const deployed = {
    definition: sql`${JSON.stringify(definition)}::jsonb`,
    deployed_at: instant(now),
    current: true,
  };
  await tx
    .insertInto('deployments')
    .values({ hash, ...deployed })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(deployed))
    .execute();
}
