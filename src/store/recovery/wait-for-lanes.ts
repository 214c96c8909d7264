import { type Db, run } from '../database.ts';
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
  await run(db, `select pg_advisory_xact_lock($1, l.lane) from unnest($2::int4[]) as l(lane)`, [
    laneLockClass,
    arrayLiteral(lanes),
  ]);
}
