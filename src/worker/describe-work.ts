import type { Work } from '../generation/work.ts';
import type { WorkerLog } from './worker-options.ts';

/**
 * Writes to the log what changes in the work of this process: that it stands aside and why, that other settings than its own decide the
 * numbers, that generations are being built, and that they took over. Each change is written once.
 *
 * @param own the hash of its own settings; null: it has none
 */
export function describeWork(log: WorkerLog, own: string | null): (work: Work) => void {
  let aside: string | null = null;
  let deployment: string | null = own;
  let building = '';
  return ({ aside: reason, live }) => {
    if (reason !== aside && reason !== null) log.warn({ reason }, 'this process does not fold or settle');
    if (reason === null && aside !== null) log.info({}, 'this process folds and settles again');
    aside = reason;
    if (own !== null && live.deployment !== deployment && live.deployment !== own) {
      log.warn(
        { own, deployed: live.deployment },
        'other settings than those of this process decide the numbers, because they were deployed later; to deploy the settings of this process, stop the processes that have the others, then start it again',
      );
    }
    deployment = live.deployment;
    const built = [...live.folds, ...live.slos].filter(({ state }) => state === 'building').map(({ id }) => id);
    if (built.join() !== building) {
      if (built.length > 0) log.info({ generations: built }, 'numbers are made again beside the current ones');
      else log.info({}, 'the new numbers have taken over');
    }
    building = built.join();
  };
}
