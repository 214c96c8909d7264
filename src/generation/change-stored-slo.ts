import { CisloError } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import { sloNameOf } from '../model/slo-name-of.ts';
import { writeAudit } from '../store/access/audit-log.ts';
import type { Db } from '../store/database.ts';
import { changeGenerations } from '../store/generation/lock-generations.ts';
import { readStoredSlos } from '../store/stored-slo/read-stored-slos.ts';
import { type StoredSloVersion, saveStoredSlo } from '../store/stored-slo/save-stored-slo.ts';
import { planDeployed } from './deploy.ts';
import type { Versions } from './deployment.ts';
import { readDeployed } from './read-deployed.ts';

/** What is done to a stored SLO. `apply` creates it, or replaces the one that is there. */
export type StoredSloAction = 'create' | 'replace' | 'apply' | 'delete';

/**
 * Changes a stored SLO in one transaction. The numbers of a new meaning are made beside the old ones, which answer meanwhile; every replica
 * sees the change with its next look at the database.
 *
 * @param versions of this program: another one that makes the numbers would not understand what this one read
 * @throws CisloError not_found, conflict (it comes from a file, or exists already), other_version, bad_request before the first deployment
 */
export async function changeStoredSlo(
  db: Db,
  action: StoredSloAction,
  change: StoredSloVersion,
  versions: Versions,
  now: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await changeGenerations(tx);
    const deployed = await readDeployed(tx);
    if (deployed === null)
      throw new CisloError('bad_request', 'no server has started on this database yet; start one, then store SLOs');
    if (deployed.versions.fold !== versions.fold || deployed.versions.judge !== versions.judge) {
      const message =
        'another version of cislo makes the numbers of this database; ask that one, or update all servers';
      throw new CisloError('other_version', message);
    }
    requireAllowed(action, change.name, deployed.objectives);
    if (await isKept(tx, change)) return;
    await saveStoredSlo(tx, change, now);
    const done = change.content === null ? 'slo_deleted' : 'slo_stored';
    await writeAudit(tx, { at: now, actor: change.changedBy, action: done, subject: change.name });
    await planDeployed(tx, now);
  });
}

function requireAllowed(action: StoredSloAction, name: string, objectives: readonly Objective[]): void {
  const found = objectives.find((objective) => sloNameOf(objective.name) === name);
  if (found?.origin === 'file')
    throw new CisloError('conflict', `the SLO '${name}' comes from the file ${found.file}; change that file`);
  if (found !== undefined && action === 'create')
    throw new CisloError('conflict', `there is a stored SLO '${name}' already; send it with PUT to replace it`);
  if (found === undefined && (action === 'replace' || action === 'delete')) {
    const stored = [
      ...new Set(objectives.filter(({ origin }) => origin === 'stored').map((one) => sloNameOf(one.name))),
    ];
    throw new CisloError('not_found', `there is no stored SLO '${name}'; there are: ${stored.join(', ') || 'none'}`);
  }
}

/** Is this very document stored already? To send it again makes no further version. */
async function isKept(tx: Db, { name, content }: StoredSloVersion): Promise<boolean> {
  if (content === null) return false;
  return (await readStoredSlos(tx)).some((one) => one.name === name && one.document === content.document);
}
