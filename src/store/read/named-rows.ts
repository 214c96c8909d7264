import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Database } from '../schema.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** The tables that lists show, and what each of them has. */
type ListTable = 'job_runs' | 'workflow_runs' | 'revisions';
type Shared = {
  readonly t: Pick<Database[ListTable], 'generation' | 'head_sha'>;
  readonly r: Database['repositories'];
};

/** Rows of a table as `t`, each with its repository as `r`. */
export function namedRows<Table extends ListTable>(db: Db, table: Table) {
  return db
    .selectFrom(db.dynamic.table(table).as('t'))
    .innerJoin('repositories as r', (join) =>
      join.on(sql<SqlBool>`r.repository_id = t.repository_id and r.host = t.host`),
    );
}

/** The conditions that every list has: of this fold generation, of a repository in the scope, and what the filter asks of both. */
export function namedRowConditions(
  fold: number,
  scope: SeenRepositories,
  { repository, headSha }: { readonly repository?: string | undefined; readonly headSha?: string | undefined },
): readonly Expression<SqlBool>[] {
  const t = expressionBuilder<Shared, 't' | 'r'>();
  return [
    t('t.generation', '=', fold),
    inScope(scope, 't'),
    ...(repository === undefined ? [] : [t(t.fn('lower', ['r.full_name']), '=', repository.toLowerCase())]),
    ...(headSha === undefined ? [] : [t('t.head_sha', '=', headSha)]),
  ];
}
