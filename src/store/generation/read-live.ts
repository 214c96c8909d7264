import { sql } from 'kysely';
import type { FoldGenerationRow, LiveGenerations, SloGenerationRow } from '../../model/generation.ts';
import type { Db } from '../database.ts';
import { deploymentKey } from './deployments.ts';

/** The generations that are current or building, without their definitions. Empty before the first deployment. */
export async function readLive(db: Db): Promise<LiveGenerations> {
  const rows = await db
    .selectFrom('generations')
    .select(['id', 'kind', 'slo', 'event_type', 'fold_generation', 'version', 'hash', 'round', 'state'])
    .select([
      sql<boolean>`place is not null`.as('hasHistoryLeft'),
      sql<boolean>`stale_since is not null`.as('stale'),
      (row) => row.selectFrom('deployments').select('hash').where('current', '=', true).as('deployment'),
      (row) => row.selectFrom('deployments').select(deploymentKey.as('key')).where('current', '=', true).as('key'),
    ])
    .where('state', '<>', 'retired')
    .orderBy('id')
    .execute();
  return {
    folds: rows.flatMap(({ id, kind, state, version, hash, round, stale }): readonly FoldGenerationRow[] =>
      kind === 'fold' ? [{ id, state, version, hash, round, stale }] : [],
    ),
    slos: rows.flatMap(
      ({ id, kind, state, version, hash, hasHistoryLeft, stale, ...row }): readonly SloGenerationRow[] =>
        kind !== 'slo' || row.slo === null || row.event_type === null || row.fold_generation === null
          ? []
          : [
              {
                id,
                state,
                version,
                hash,
                slo: row.slo,
                eventType: row.event_type,
                fold: row.fold_generation,
                hasHistoryLeft,
                stale,
              },
            ],
    ),
    deployment: rows[0]?.deployment ?? null,
    deploymentKey: rows[0]?.key ?? null,
  };
}
