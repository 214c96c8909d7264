import { type SqlBool, sql } from 'kysely';
import type { Db } from '../database.ts';
import { arrayLiteral } from '../unnest.ts';
import type { TokenRepository } from './api-token-row.ts';

/** The repositories of these names that deliveries told of; names in any case. */
export async function findRepositories(
  db: Db,
  host: string,
  names: readonly string[],
): Promise<readonly TokenRepository[]> {
  const wanted = arrayLiteral(names.map((name) => name.toLowerCase()));
  const rows = await db
    .selectFrom('repositories')
    .select(['repository_id', 'full_name'])
    .where('host', '=', host)
    .where(sql<SqlBool>`lower(full_name) = any(${wanted}::text[])`)
    .orderBy('repository_id')
    .execute();
  return rows.map(({ repository_id: id, full_name: name }) => ({ id, name: name.toLowerCase() }));
}
