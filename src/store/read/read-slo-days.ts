import { sql } from 'kysely';
import type { Counts } from '../../model/objective.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { arrayLiteral } from '../unnest.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** What an objective counted on one UTC day. */
export interface SloDay extends Counts {
  readonly slo: string;
  /** The start of the day, ms. */
  readonly at: number;
}

/** The counts of these objectives by UTC day. A day belongs to [from, to) when its start does. Reads day buckets. */
export async function readSloDays(
  db: Db,
  scope: SeenRepositories,
  slos: readonly string[],
  { from, to }: Bounds,
): Promise<readonly SloDay[]> {
  const shown = (await readShown(db)).slos.filter(({ slo }) => slos.includes(slo));
  const names = new Map(shown.map(({ id, slo }) => [id, slo]));
  const { rows } = await sql<Counts & { readonly generation: number; readonly at: number }>`
    select b.generation, b.at, sum(b.good)::int8 as good, sum(b.bad)::int8 as bad, sum(b.excluded)::int8 as excluded
    from slo_buckets b
    where ${scope === 'all' ? sql`b.repository_id = 0 and b.host = ''` : inScope(scope, 'b')}
      and b.generation = any(${arrayLiteral([...names.keys()])}::int4[]) and b.seconds = 86400
      and b.at >= ${instant(from)} and b.at < ${instant(to)}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows.map(({ generation, ...row }) => ({ ...row, slo: names.get(generation) ?? '' }));
}
