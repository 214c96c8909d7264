import { Command } from 'commander';
import { requestRefold } from '../generation/deploy.ts';
import { ownVersions } from '../generation/deployment.ts';
import { workReader } from '../generation/work.ts';
import { CisloError } from '../model/error.ts';
import { isServerAlive } from '../store/generation/processes.ts';
import { type ProgressBar, startProgress } from './progress.ts';
import { finishWork, type Workplace, withExistingStore } from './with-database.ts';

const patienceMs = 24 * 3_600_000;

/** `cislo refold`: everything is made from the log again. */
export function refoldCommand(): Command {
  return new Command('refold')
    .description(
      'Has every row and every number made from the log again, with the settings that the server has, beside the current ones. They take over when they are finished. A running server does the work.',
    )
    .option('--wait', 'print the progress until it is done; where no server runs, do it here')
    .action(({ wait }: { readonly wait?: boolean }) => withExistingStore((place) => refold(place, wait === true)));
}

async function refold(place: Workplace, waits: boolean): Promise<void> {
  const { store } = place;
  const readWork = workReader(ownVersions);
  const asked = await requestRefold(store.db, Date.now(), async (tx) => {
    const { deployment, aside, live } = await readWork(tx);
    if (live.deployment !== null && deployment === null)
      throw new CisloError('other_version', `nothing was asked for: ${aside}; use the version that makes the numbers`);
    return deployment;
  });
  if (!asked)
    throw new CisloError('not_found', 'there is nothing to make again: no server has started on this database yet');
  if (!waits) {
    const who = (await isServerAlive(store.db, Date.now()))
      ? 'The server does it'
      : 'The next start of the server does it';
    process.stdout.write(`Everything is made again from the log. ${who}; cislo status shows how far it is.\n`);
    return;
  }
  let progress: ProgressBar | null = null;
  await finishWork(place, patienceMs, (doneRatio) => {
    progress ??= startProgress({ label: 'Refold', total: 100, unit: '%', stream: process.stderr });
    progress.update(Math.floor(doneRatio * 100));
  });
  (progress as ProgressBar | null)?.finish();
  process.stdout.write('Everything was made again from the log.\n');
}
