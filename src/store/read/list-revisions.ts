import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Verdict } from '../../model/objective.ts';
import { columnsOf } from '../columns-of.ts';
import type { Db } from '../database.ts';
import { readDeployedObjectives } from '../generation/read-deployed-objectives.ts';
import { readShown, type ShownSlo } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { fromRevisionRow, revisionColumns } from '../revision-row.ts';
import { namedRowConditions, namedRows } from './named-rows.ts';
import { unansweredRevisions } from './open-jobs.ts';
import { readPage } from './read-page.ts';
import type { SeenRepositories } from './seen-repositories.ts';
import type { Page, RevisionFilter, RevisionView } from './view.ts';

/**
 * Revision rows, newest change first; by default those of `any`. Uses revisions_changed.
 * @param seesSlo whether the viewer may know what an objective says; a verdict is that of the first such objective that counts the row
 */
export async function listRevisions(
  db: Db,
  scope: SeenRepositories,
  filter: RevisionFilter,
  seesSlo: (slo: string) => boolean,
): Promise<Page<RevisionView>> {
  const { provider = 'any', verdict, pullRequest, waitingBefore } = filter;
  const { fold, slos } = await readShown(db);
  if (fold === null) return { items: [], next: null };
  const judges = await readJudges(
    db,
    slos.filter(({ slo }) => seesSlo(slo)),
  );
  const said = verdictOf(judges);
  const page = await readPage(db, { time: 't.changed_at', moves: false }, filter, ({ at, condition }) =>
    withVerdicts(namedRows(db, 'revisions'), judges)
      .select(columnsOf(revisionColumns))
      .select([said.as('verdict'), 'r.full_name as repository'])
      .select(at.as('place_at'))
      .where((t) =>
        t.and([
          ...namedRowConditions(fold, scope, filter),
          t.not('t.removed'),
          t('t.provider', '=', provider),
          ...(verdict === undefined ? [] : [sql<SqlBool>`${said} = ${verdict}`]),
          ...(pullRequest === undefined ? [] : [t('t.pull_request', '=', pullRequest)]),
          ...(waitingBefore === undefined ? [] : [unansweredRevisions, t('t.changed_at', '<', instant(waitingBefore))]),
          condition,
        ]),
      ),
  );
  return {
    items: page.items.map((row) => ({
      ...fromRevisionRow(row),
      repository: row.repository,
      verdict: row.verdict,
    })),
    next: page.next,
  };
}

/** The generations of objectives that count revisions, in the order of the objectives. */
async function readJudges(db: Db, slos: readonly ShownSlo[]): Promise<readonly number[]> {
  const order = ((await readDeployedObjectives(db)) ?? []).map(({ name }) => name);
  return slos
    .filter(({ eventType }) => eventType === 'revision')
    .sort((one, other) => order.indexOf(one.slo) - order.indexOf(other.slo))
    .map(({ id }) => id);
}

/** Joins what each of these generations says of the row, under `v` and its id. A subquery for each row would not run on a distributed database. */
function withVerdicts<DB, Tables extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, Tables, Row>,
  generations: readonly number[],
): SelectQueryBuilder<DB, Tables, Row> {
  let joined = query;
  for (const id of generations) {
    const alias = sql.ref(`v${id}`);
    // The alias of each join is made at run time, so the compiler cannot know its columns. Only `verdictOf` uses them.
    joined = joined.leftJoin(sql`verdicts`.as<'v'>(alias), (join) =>
      join.on(
        sql<SqlBool>`${alias}.repository_id = t.repository_id and ${alias}.event_id = t.id and ${alias}.generation = ${id} and ${alias}.host = t.host`,
      ),
    ) as unknown as typeof query;
  }
  return joined;
}

/** What the first of these generations says that counts the row: it has judged it, or waits for it. */
function verdictOf(generations: readonly number[]): RawBuilder<Verdict | null> {
  const said = generations.map(
    (id) =>
      sql`${sql.ref(`v${id}`)}.verdict, case when concat(',', t.pending, ',') like ${`%,${id},%`} then 'pending' end`,
  );
  return said.length === 0 ? sql<null>`null::text` : sql<Verdict | null>`coalesce(${sql.join(said)})`;
}
