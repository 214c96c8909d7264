import type { NotNull } from 'kysely';
import type { Db } from '../database.ts';

/** The names of the objectives by generation, retired ones too. */
export async function readSloNames(db: Db): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('generations')
    .select(['id', 'slo'])
    .where('slo', 'is not', null)
    .$narrowType<{ slo: NotNull }>()
    .execute();
  return new Map(rows.map(({ id, slo }) => [id, slo]));
}
