import { noRepositoryId } from '../../model/hook-delivery.ts';
import type { RepositoryObservation } from '../../model/observation.ts';
import { append } from '../append.ts';
import { type Db, run } from '../database.ts';
import { arrayLiteral } from '../unnest.ts';
import type { Installation } from './save-installations.ts';

interface Removal {
  readonly host: string;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly received_at: number;
  readonly sent_at: number | null;
  readonly observation: RepositoryObservation;
}

/**
 * A delivery that takes the App from a whole installation need not name its repositories. Writes a line into the log of every repository
 * that was ever seen in one of these installations, for each such delivery; lines that are there already stay.
 */
export async function spreadRemovals(db: Db, installations: readonly number[]): Promise<void> {
  if (installations.length === 0) return;
  // One process may learn of a repository while another learns of a removal; without a lock neither would see the other's rows.
  await run(db, `select pg_advisory_xact_lock(720312, 0)`);
  const ids = arrayLiteral(installations);
  const removals = await run<Removal>(
    db,
    `select host, guid, event, action, received_at, sent_at, observation from observation_log
     where repository_id = ${noRepositoryId} and head_sha is null and pull_request is null and observation is not null
       and (observation->>'installationId')::bigint = any($1::bigint[])`,
    [ids],
  );
  if (removals.length === 0) return;
  const installed = await run<Installation>(
    db,
    `select repository_id, host, installation_id from repository_installations where installation_id = any($1::bigint[])`,
    [ids],
  );
  await append(
    db,
    removals.flatMap((removal) =>
      installed
        .filter((row) => row.host === removal.host && row.installation_id === removal.observation.installationId)
        .map((row) => ({
          // The line has no name, because the delivery did not say what the repository was called.
          repository: { host: row.host, id: row.repository_id, fullName: '', private: null, installationId: null },
          guid: removal.guid,
          event: removal.event,
          action: removal.action,
          receivedAt: removal.received_at,
          sentAt: removal.sent_at,
          observation: { ...removal.observation, installationId: null },
          quirks: [],
        })),
    ),
  );
}
