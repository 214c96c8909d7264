import type { Db } from '../store/database.ts';
import { readGenerations } from '../store/generation/read-generations.ts';
import { type Deployment, deploymentHash } from './deployment.ts';
import { workReader } from './work.ts';

/**
 * Makes a reader of what an operator should know about this process, one sentence each: that it stands aside, that other settings than its
 * own are deployed, that a new generation is being built. Usually there is nothing.
 */
export function standingReader(db: Db, own: Deployment): () => Promise<readonly string[]> {
  const readWork = workReader(own.versions);
  const hash = deploymentHash(own);
  return async () => {
    const { aside, live } = await readWork(db);
    const building = (await readGenerations(db)).filter(({ state }) => state === 'building');
    const done = Math.floor(Math.min(...building.map(({ doneRatio }) => doneRatio)) * 100);
    return [
      ...(aside === null ? [] : [aside]),
      ...(live.deployment === null || live.deployment === hash
        ? []
        : ['other settings than those of this process are deployed and decide the numbers']),
      ...(building.length === 0 ? [] : [`new numbers are made beside the current ones: ${done} % done`]),
    ];
  };
}
