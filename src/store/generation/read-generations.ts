import { sql } from 'kysely';
import type { GenerationKind, GenerationState } from '../../model/generation.ts';
import type { Db } from '../database.ts';

/** A generation as people see it. */
export interface GenerationView {
  readonly id: number;
  readonly kind: GenerationKind;
  /** The objective's name; null for a fold generation. */
  readonly slo: string | null;
  /** Whose rows it judges; null for a fold generation. */
  readonly fold: number | null;
  readonly state: Exclude<GenerationState, 'retired'>;
  /** Of the fold or of the judge that makes it. */
  readonly version: number;
  /** Commits and pull requests that were folded, or rows that were judged, of those that were there when it began. */
  readonly done: number;
  readonly total: number;
  /** How much of it is made, 0 to 1; 1 when it is current. An objective cannot be further than the fold generation under it. */
  readonly doneRatio: number;
  /** ms */
  readonly startedAt: number;
  /** When it took over, ms; null while it is built. */
  readonly currentAt: number | null;
}

type Row = Omit<GenerationView, 'doneRatio'>;

/** All generations that are current or being built, in order of id. Empty before the first deployment. */
export async function readGenerations(db: Db): Promise<readonly GenerationView[]> {
  const rows = await db
    .selectFrom('generations as g')
    .select([
      'g.id',
      'g.kind',
      'g.slo',
      'g.fold_generation as fold',
      'g.state',
      'g.version',
      'g.total',
      sql<number>`case g.kind when 'slo' then g.done
        else g.total - (select count(*) from fold_requests q where q.generation = g.id) end`.as('done'),
      'g.started_at as startedAt',
      'g.current_at as currentAt',
    ])
    .where('g.state', '<>', 'retired')
    .$narrowType<{ state: Row['state'] }>()
    .orderBy('g.id')
    .execute();
  return rows.map((row) => {
    const fold = rows.find(({ id, kind }) => kind === 'fold' && id === row.fold);
    return { ...row, done: Math.min(row.done, row.total), doneRatio: Math.min(ratio(row), fold ? ratio(fold) : 1) };
  });
}

/** Below 1 while it is built: even when all rows are made, it still has to take over. */
function ratio({ state, done, total }: Row): number {
  if (state === 'current') return 1;
  return total === 0 ? 0 : Math.min(done / total, 0.999);
}
