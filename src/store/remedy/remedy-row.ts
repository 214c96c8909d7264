import type { RemedyState } from '../../act/remedy/remedy-step.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** The issue of an SLO. Times in ms. */
export interface RemedyRow extends RemedyState {
  readonly slo: string;
  readonly repository: string;
  readonly number: number;
  /** When what it says was last brought up to date. */
  readonly toldAt: number;
}

/** The issues of all SLOs that have or had one. */
export async function readRemedies(db: Db): Promise<readonly RemedyRow[]> {
  const rows = await db.selectFrom('remedies').selectAll().orderBy('slo').execute();
  return rows.map(({ slo, repository, number, state, told_at }) => ({
    ...{ slo, repository, number, toldAt: told_at },
    state: state as RemedyState['state'],
  }));
}

/** Keeps the issue that an SLO has now. */
export async function openRemedy(
  db: Db,
  { slo, repository, number }: Omit<RemedyRow, 'state' | 'toldAt'>,
  now: number,
): Promise<void> {
  const row = { repository, number, state: 'open', opened_at: instant(now), told_at: instant(now), closed_at: null };
  await db
    .insertInto('remedies')
    .values({ slo, ...row })
    .onConflict((conflict) => conflict.column('slo').doUpdateSet(row))
    .execute();
}

/** Notes that the issue is up to date. */
export async function touchRemedy(db: Db, slo: string, now: number): Promise<void> {
  await db
    .updateTable('remedies')
    .set({ told_at: instant(now) })
    .where('slo', '=', slo)
    .execute();
}

/** Notes that the issue is closed: by us, or by a person. */
export async function closeRemedy(db: Db, slo: string, state: 'closed' | 'left', now: number): Promise<void> {
  await db
    .updateTable('remedies')
    .set({ state, closed_at: instant(now) })
    .where('slo', '=', slo)
    .execute();
}
