import type { Db } from '../database.ts';

/** The objectives whose source does not answer at present. */
export async function readAwaySlos(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('measuring as m')
    .innerJoin('generations as g', 'g.id', 'm.generation')
    .select('g.slo')
    .where('m.away_since', 'is not', null)
    .where('g.state', '<>', 'retired')
    .execute();
  return new Set(rows.flatMap(({ slo }) => slo ?? []));
}
