import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { laneOf } from '../lane.ts';
import { laneLockClass } from '../projection/lock-lanes.ts';
import { arrayLiteral } from '../unnest.ts';

/**
 * Takes the locks of these rows' lanes until the transaction ends, waiting for whoever settles there. In the order of
 * lanes, so that two who wait cannot wait for each other.
 */
export async function waitForLanes(
  db: Db,
  rows: readonly { readonly host: string; readonly repositoryId: number }[],
): Promise<void> {
  const lanes = [...new Set(rows.map(({ host, repositoryId }) => laneOf(host, repositoryId)))].sort((a, b) => a - b);
  await sql`select pg_advisory_xact_lock(${laneLockClass}, l.lane) from unnest(${arrayLiteral(lanes)}::int4[]) as l(lane)`.execute(
    db,
  );
}
