import type { Db } from '../store/database.ts';
import { readCurrentDeployment } from '../store/generation/deployments.ts';
import type { Deployment } from './deployment.ts';
import { readDeployment } from './read-deployment.ts';

/**
 * The settings that the numbers are made with; null before the first deployment.
 * @throws CisloError bad_stored_definition when another version of cislo deployed settings that this one does not know
 */
export async function readDeployed(db: Db): Promise<Deployment | null> {
  const row = await readCurrentDeployment(db);
  return row === null ? null : readDeployment(row.definition);
}
