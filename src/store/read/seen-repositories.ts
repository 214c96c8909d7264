import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../../model/viewer.ts';
import { groupBy } from '../../track/group-by.ts';
import type { Db } from '../database.ts';
import type { HostScope } from '../repository-choice.ts';
import { arrayLiteral } from '../unnest.ts';

/** The repositories whose rows a viewer may see: all, or those of these hosts and ids. */
export type SeenRepositories = 'all' | readonly HostScope[];

/**
 * Which repositories the viewer may see now. Of the listed ones of `everyone`, those that are known to be public on
 * GitHub: where the last delivery said `private`, or none said anything, the repository is left out.
 */
export async function readScope(db: Db, viewer: Viewer): Promise<SeenRepositories> {
  switch (viewer.kind) {
    case 'system':
      return 'all';
    case 'person':
      return viewer.repositoryIds.length === 0 ? [] : [{ host: viewer.host, ids: viewer.repositoryIds }];
    case 'everyone': {
      if (viewer.repositories.length === 0) return [];
      const names = arrayLiteral(viewer.repositories.map((name) => name.toLowerCase()));
      const rows = await db
        .selectFrom('repositories')
        .select(['repository_id', 'host'])
        .where('private', '=', false)
        .where(sql<SqlBool>`lower(full_name) = any(${names}::text[])`)
        .orderBy('host')
        .orderBy('repository_id')
        .execute();
      const hosts = groupBy(rows, ({ host }) => host);
      return [...hosts].map(([host, group]) => ({ host, ids: group.map((row) => row.repository_id) }));
    }
    default:
      return viewer satisfies never;
  }
}

/**
 * The condition that a row belongs to the scope.
 * @param alias of the table, which has `repository_id` and `host`
 */
export function inScope(scope: SeenRepositories, alias: string): RawBuilder<SqlBool> {
  if (scope === 'all') return sql`true`;
  if (scope.length === 0) return sql`false`;
  const id = sql.ref(`${alias}.repository_id`);
  const host = sql.ref(`${alias}.host`);
  const parts = scope.map(
    (part) => sql<SqlBool>`(${id} = any(${arrayLiteral(part.ids)}::int8[]) and ${host} = ${part.host})`,
  );
  const either = sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
  if (scope.length === 1) return either;
  // All ids together, so that only their shards are asked.
  return sql`(${id} = any(${arrayLiteral(scope.flatMap(({ ids }) => ids))}::int8[]) and ${either})`;
}
