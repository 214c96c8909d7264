import type { Counts } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** A minute as it was counted. `at` in ms. */
export interface CountedMinute extends Counts {
  readonly at: number;
}

/** What has been counted in [from, to) of events that belong to one repository id. The caller's transaction changes nothing of it meanwhile. */
export function readCountedMinutes(
  tx: Db,
  generation: number,
  repositoryId: number,
  from: number,
  to: number,
): Promise<readonly CountedMinute[]> {
  return tx
    .selectFrom('slo_buckets')
    .select(['at', 'good', 'bad', 'excluded'])
    .where('repository_id', '=', repositoryId)
    .where('host', '=', '')
    .where('generation', '=', generation)
    .where('seconds', '=', 60)
    .where('at', '>=', instant(from))
    .where('at', '<', instant(to))
    .orderBy('at')
    .execute();
}
