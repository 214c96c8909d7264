import type { Db } from '../store/database.ts';
import type { RowKey } from '../store/settlement/read-due.ts';
import { readVerdicts } from '../store/settlement/save-verdicts.ts';
import type { StoredVerdict } from './plan-row.ts';
import type { SettlerSlo } from './settlers.ts';

/** Reads what these objectives have said of rows; one that was never counted was never judged either, so it is not asked for. */
export async function readStoredVerdicts(
  db: Db,
  { slos }: { readonly slos: readonly SettlerSlo[] },
  rows: readonly (RowKey & { readonly counted: string | null })[],
): Promise<StoredVerdict> {
  const keys = rows
    .filter(({ counted }) => counted !== null)
    .flatMap(({ repository_id, host, id }) =>
      slos.map((slo) => ({ repository_id, host, generation: slo.id, event_id: id })),
    );
  const stored = new Map(
    (await readVerdicts(db, keys)).map((verdict) => [`${verdict.generation} ${verdict.event_id}`, verdict]),
  );
  return (generation, eventId) => stored.get(`${generation} ${eventId}`) ?? null;
}
