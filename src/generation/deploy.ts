import type { Db } from '../store/database.ts';
import { readCurrentDeploymentHash, readDeployedAt, saveDeployment } from '../store/generation/deployments.ts';
import { changeGenerations } from '../store/generation/lock-generations.ts';
import { beat, isDeploymentAlive, type ProcessRow } from '../store/generation/processes.ts';
import { readState, writeState } from '../store/state.ts';
import { type Deployment, deploymentHash } from './deployment.ts';
import { planGenerations } from './plan-generations.ts';
import { readDeployed } from './read-deployed.ts';
import { renewStoredSlos } from './renew-stored-slos.ts';

const roundKey = 'refold_round';

/**
 * Offers the settings of a process that starts, and notes that the process runs. The settings are deployed in three cases: they were never
 * deployed before; they are newer than the current ones; or no running process has the current ones. Those of `cislo migrate` are always
 * deployed. Returns whether they are the current ones now. When several processes start at once, they decide one after the other.
 */
export function deploy(
  db: Db,
  process: Omit<ProcessRow, 'deployment'>,
  own: Deployment,
  now: number,
): Promise<boolean> {
  const hash = deploymentHash(own);
  return db.transaction().execute(async (tx) => {
    await changeGenerations(tx);
    await beat(tx, { ...process, deployment: hash }, now);
    const current = await readCurrentDeploymentHash(tx);
    if (current !== hash && !(await wins(tx, process, hash, current, now))) return false;
    if (current !== hash) await saveDeployment(tx, hash, own, now);
    await renewStoredSlos(tx, now);
    await planDeployed(tx, now);
    return true;
  });
}

/** Makes the generations of what is deployed and stored. The caller may change the generations. */
export async function planDeployed(tx: Db, now: number): Promise<void> {
  const deployed = await readDeployed(tx);
  if (deployed !== null) await planGenerations(tx, deployed, await readRound(tx), now);
}

async function wins(
  tx: Db,
  { id, kind }: Omit<ProcessRow, 'deployment'>,
  hash: string,
  current: string | null,
  now: number,
): Promise<boolean> {
  if (current === null || kind === 'migrate') return true;
  const deployedAt = await readDeployedAt(tx, hash);
  if (deployedAt === null) return true;
  const currentAt = await readDeployedAt(tx, current);
  if (currentAt !== null && deployedAt > currentAt) return true;
  return !(await isDeploymentAlive(tx, current, id, now));
}

/** Asks for everything to be folded again with the settings that are deployed: the servers do it. Returns false when none are. */
export function requestRefold(db: Db, now: number, deployed: (tx: Db) => Promise<Deployment | null>): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await changeGenerations(tx);
    const deployment = await deployed(tx);
    if (deployment === null) return false;
    const round = (await readRound(tx)) + 1;
    await writeState(tx, roundKey, String(round));
    await planGenerations(tx, deployment, round, now);
    return true;
  });
}

async function readRound(tx: Db): Promise<number> {
  return Number((await readState(tx, roundKey)) ?? 0);
}
