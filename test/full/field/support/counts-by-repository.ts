import { type Db, run } from '../../../../src/store/database.ts';
import type { Counts } from './answers.ts';

/** What every objective counted for each repository, by its present full name. */
export async function countsByRepository(db: Db): Promise<ReadonlyMap<string, Readonly<Record<string, Counts>>>> {
  const rows = await run<{ full_name: string; slo: string } & Counts>(
    db,
    `select r.full_name, g.slo, sum(b.good)::int as good, sum(b.bad)::int as bad, sum(b.excluded)::int as excluded
     from slo_buckets b join repositories r using (repository_id, host)
       join generations g on g.id = b.generation and g.state = 'current'
     where b.seconds = 60 group by r.full_name, g.slo`,
  );
  const counts = new Map<string, Record<string, Counts>>();
  for (const { full_name, slo, good, bad, excluded } of rows)
    counts.set(full_name, { ...counts.get(full_name), [slo]: { good, bad, excluded } });
  return counts;
}
