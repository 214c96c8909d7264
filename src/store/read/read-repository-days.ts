import { sql } from 'kysely';
import type { Counts } from '../../model/objective.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { Db } from '../database.ts';
import { isDistributed } from '../distribution/is-distributed.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { arrayLiteral } from '../unnest.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** What an objective counted in one repository on one UTC day. */
export interface RepositoryDay extends Counts {
  /** `owner/name`. */
  readonly repository: string;
  readonly slo: string;
  /** The start of the day, ms. */
  readonly at: number;
}

/** The counts of these objectives by repository and UTC day. A day belongs to [from, to) when its start does. Reads day buckets. */
export async function readRepositoryDays(
  db: Db,
  scope: SeenRepositories,
  slos: readonly string[],
  { from, to }: Bounds,
): Promise<readonly RepositoryDay[]> {
  const shown = (await readShown(db)).slos.filter(({ slo }) => slos.includes(slo));
  const names = new Map(shown.map(({ id, slo }) => [id, slo]));
  const generations = sql`${arrayLiteral([...names.keys()])}::int4[]`;
  const ofDays = sql`b.seconds = 86400 and b.at >= ${instant(from)} and b.at < ${instant(to)}`;
  // Each repository is looked up by itself, or the planner may read the whole table. Citus does not take that.
  const buckets = (await isDistributed(db))
    ? sql`join slo_buckets b on b.repository_id = r.repository_id and b.host = r.host and b.generation = any(${generations}) and ${ofDays}`
    : sql`cross join unnest(${generations}) as g(id) cross join lateral (
        select b.generation, b.at, b.good, b.bad, b.excluded from slo_buckets b
        where b.repository_id = r.repository_id and b.host = r.host and b.generation = g.id and ${ofDays} offset 0
      ) b`;
  const { rows } = await sql<
    Counts & { readonly repository: string; readonly generation: number; readonly at: number }
  >`
    select r.full_name as repository, b.generation, b.at, b.good, b.bad, b.excluded
    from repositories r ${buckets} where ${inScope(scope, 'r')}
    order by 1, 2, 3`.execute(db);
  return rows.map(({ generation, ...row }) => ({ ...row, slo: names.get(generation) ?? '' }));
}
